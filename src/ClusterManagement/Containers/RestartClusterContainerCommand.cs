using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Restarts containers.</summary>
/// <remarks>
/// <para>Asks the container to end, waits for it, and starts it again. With <c>-Force</c> one that does not end within <c>-Timeout</c>
/// seconds is cut off. A container that does not run is started.</para>
/// </remarks>
/// <example>
/// <summary>Restart a container</summary>
/// <code>Restart-ClusterContainer web1</code>
/// <para>Waits until web1 runs again.</para>
/// </example>
/// <example>
/// <summary>Restart several by a pattern</summary>
/// <code>Restart-ClusterContainer web* -PassThru -ThrottleLimit 1</code>
/// <para>Restarts one after the other, and shows each when it runs.</para>
/// </example>
/// <seealso cref="StartClusterContainerCommand"/>
/// <seealso cref="StopClusterContainerCommand"/>
[Cmdlet(VerbsLifecycle.Restart, "ClusterContainer", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class RestartClusterContainerCommand : ContainerPowerCmdlet
{
    /// <summary>Cuts a container off that does not end by itself in time.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override PowerRequest Request => new(PowerAction.Restart, TimeSpan.FromSeconds(Timeout), Force);
}
