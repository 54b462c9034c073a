using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Starts containers.</summary>
/// <remarks>
/// <para>Waits until the container runs. One that runs already is no error. Its state is read from Proxmox and recorded.</para>
/// </remarks>
/// <example>
/// <summary>Start a container</summary>
/// <code>Start-ClusterContainer web1</code>
/// <para>Starts web1 and says nothing.</para>
/// </example>
/// <example>
/// <summary>Start all that are stopped</summary>
/// <code>Get-ClusterContainer -Status Stopped | Start-ClusterContainer -PassThru</code>
/// <para>Starts several at a time, and shows each when it runs.</para>
/// </example>
/// <seealso cref="StopClusterContainerCommand"/>
[Cmdlet(VerbsLifecycle.Start, "ClusterContainer", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class StartClusterContainerCommand : ContainerPowerCmdlet
{
    /// <inheritdoc/>
    private protected override PowerRequest Request => new(PowerAction.Start, TimeSpan.FromSeconds(Timeout));
}
