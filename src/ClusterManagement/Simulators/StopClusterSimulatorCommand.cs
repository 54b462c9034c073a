using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Stops simulators of this session.</summary>
/// <remarks>
/// <para>Without a simulator, all that run in the process are stopped. Their containers are gone.</para>
/// </remarks>
/// <example>
/// <summary>Stop all simulators</summary>
/// <code>Stop-ClusterSimulator</code>
/// <para>Ends every simulator of the process.</para>
/// </example>
/// <example>
/// <summary>Stop one simulator</summary>
/// <code>$simulator = Start-ClusterSimulator
/// $simulator | Stop-ClusterSimulator</code>
/// <para>Others go on.</para>
/// </example>
/// <seealso cref="StartClusterSimulatorCommand"/>
[Cmdlet(VerbsLifecycle.Stop, "ClusterSimulator", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopClusterSimulatorCommand : PSCmdlet
{
    /// <summary>The simulators; without it, all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public ClusterSimulator[]? Simulator { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var simulator in Simulator ?? RunningSimulators.All)
        {
            if (ShouldProcess($"simulator at {simulator.ApiUrl}", "Stop")) RunningSimulators.Stop(simulator);
        }
    }
}
