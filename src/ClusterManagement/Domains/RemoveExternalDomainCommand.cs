using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Removes public domains that no service uses.</summary>
/// <remarks>
/// <para>A domain with HTTP services is refused, and the error names them.</para>
/// </remarks>
/// <example>
/// <summary>Remove a domain</summary>
/// <code>Remove-ExternalDomain example.net</code>
/// <para>Asks, and removes example.net.</para>
/// </example>
/// <example>
/// <summary>Remove a domain along with its services</summary>
/// <code>Get-ClusterService -Domain example.net | Remove-ClusterService -Confirm:$false
/// Remove-ExternalDomain example.net -Confirm:$false</code>
/// <para>The services go first.</para>
/// </example>
/// <seealso cref="GetExternalDomainCommand"/>
[Cmdlet(VerbsCommon.Remove, "ExternalDomain", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveExternalDomainCommand : DomainCmdlet
{
    /// <inheritdoc/>
    private protected override void Act(DomainIdentity identity) => Wait(Session.Domains.RemoveAsync(identity, Context));
}
