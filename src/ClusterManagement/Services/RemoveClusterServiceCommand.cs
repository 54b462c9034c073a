using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Removes services.</summary>
/// <remarks>
/// <para>The service's host name or public port is free again. The container is not touched.</para>
/// </remarks>
/// <example>
/// <summary>Remove a service by its number</summary>
/// <code>Remove-ClusterService 12</code>
/// <para>Asks, and removes the service that Get-ClusterService shows with the number 12.</para>
/// </example>
/// <example>
/// <summary>Remove all services of a container</summary>
/// <code>Get-ClusterContainer web1 | Get-ClusterService | Remove-ClusterService -Confirm:$false</code>
/// <para>The container stays.</para>
/// </example>
/// <seealso cref="GetClusterServiceCommand"/>
[Cmdlet(VerbsCommon.Remove, "ClusterService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveClusterServiceCommand : ServiceCmdlet
{
    /// <inheritdoc/>
    private protected override void Act(ServiceIdentity identity) => Wait(Session.Services.RemoveAsync(identity, Context));
}
