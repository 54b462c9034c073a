using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Shuts containers down.</summary>
/// <remarks>
/// <para>Asks the container to end and waits for it, <c>-Timeout</c> seconds at most. One that does not end by then is an error, and
/// goes on running; with <c>-Force</c> it is cut off. A container that does not run is no error.</para>
/// </remarks>
/// <example>
/// <summary>Shut a container down</summary>
/// <code>Stop-ClusterContainer web1</code>
/// <para>Waits up to a minute for web1 to end.</para>
/// </example>
/// <example>
/// <summary>Empty a node, with ten seconds for each container</summary>
/// <code>Get-ClusterContainer -Node pve1 | Stop-ClusterContainer -Timeout 10 -Force</code>
/// <para>Containers that do not end by themselves are cut off.</para>
/// </example>
/// <seealso cref="StartClusterContainerCommand"/>
[Cmdlet(VerbsLifecycle.Stop, "ClusterContainer", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class StopClusterContainerCommand : ContainerPowerCmdlet
{
    /// <summary>Cuts a container off that does not end by itself in time.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override PowerRequest Request => new(PowerAction.Stop, TimeSpan.FromSeconds(Timeout), Force);
}
