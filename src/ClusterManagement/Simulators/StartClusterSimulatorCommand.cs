using System.Management.Automation;
using ClusterManagement.Simulator;

namespace ClusterManagement.Commands;

/// <summary>Starts a Proxmox VE simulator inside the session, for trying things out and for tests.</summary>
/// <remarks>
/// <para>The simulator answers on the loopback interface as Proxmox VE does, over HTTPS with a self-signed certificate. It has nodes,
/// storages, templates and tasks that take time; its containers are only records. It ends with the process, or with
/// <c>Stop-ClusterSimulator</c>.</para>
/// </remarks>
/// <example>
/// <summary>Try the module without a cluster</summary>
/// <code>$simulator = Start-ClusterSimulator
/// New-ClusterNode pve1 -Site lab -ApiUrl $simulator.ApiUrl -Credential $simulator.Credential -CertificateFingerprint $simulator.CertificateFingerprint</code>
/// <para>The node pve1 of the simulator can now take containers.</para>
/// </example>
/// <example>
/// <summary>Behave like an older release, with slow tasks</summary>
/// <code>Start-ClusterSimulator -NodeName alpha, beta, gamma -Version 8.4.5 -TaskDuration 2000</code>
/// <para>Three nodes of Proxmox VE 8.4; every task takes two seconds.</para>
/// </example>
/// <example>
/// <summary>See what happens when a node fails</summary>
/// <code>$simulator = Start-ClusterSimulator -NodeName pve1, pve2, pve3 -EndpointPerNode
/// $simulator.Endpoints | New-ClusterNode -Site lab -Credential $simulator.Credential
/// $simulator.Server.CrashNode('pve1')
/// Test-ClusterNode pve1, pve2
/// $simulator.Server.BootNode('pve1')</code>
/// <para>Each node has an endpoint and a certificate of its own. While pve1 is down, the others answer for the cluster.</para>
/// </example>
/// <seealso cref="StopClusterSimulatorCommand"/>
/// <seealso cref="NewClusterNodeCommand"/>
[Cmdlet(VerbsLifecycle.Start, "ClusterSimulator", SupportsShouldProcess = true)]
[OutputType(typeof(ClusterSimulator))]
public sealed class StartClusterSimulatorCommand : PSCmdlet
{
    /// <summary>The names of its nodes.</summary>
    [Parameter(Position = 0)]
    [PSDefaultValue(Help = "pve1, pve2")]
    public string[] NodeName { get; set; } = ["pve1", "pve2"];

    /// <summary>The version of Proxmox VE it behaves like.</summary>
    [Parameter]
    [ValidateSet("9.2.11", "9.1.2", "8.4.5")]
    [PSDefaultValue(Help = "9.2.11")]
    public string Version { get; set; } = "9.2.11";

    /// <summary>How many milliseconds a task takes.</summary>
    [Parameter]
    [ValidateRange(0, 600_000)]
    [PSDefaultValue(Help = "200")]
    public int TaskDuration { get; set; } = 200;

    /// <summary>
    /// Gives each node an endpoint with a port and a certificate of its own, so that one can fail and another be asked. Otherwise
    /// one endpoint stands for all of them.
    /// </summary>
    [Parameter]
    public SwitchParameter EndpointPerNode { get; set; }

    /// <summary>The port on the loopback interface, with -EndpointPerNode that of the first node; 0 takes a free one.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    [PSDefaultValue(Help = "0")]
    public int Port { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!ShouldProcess($"Proxmox VE {Version} simulator with nodes {string.Join(", ", NodeName)}", "Start")) return;
        var options = new SimulatorOptions
        {
            Nodes = NodeName.Select((name, i) => new SimulatedNode(name, $"10.0.0.{i + 2}")).ToList(),
            Version = Version,
            TaskDuration = TimeSpan.FromMilliseconds(TaskDuration),
            Port = Port,
            EndpointPerNode = EndpointPerNode,
        };
        try
        {
            var simulator = new ClusterSimulator(ProxmoxSimulator.Start(options));
            RunningSimulators.Add(simulator);
            WriteObject(simulator);
        }
        catch (System.Net.Sockets.SocketException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(new ClusterException(
                ErrorIds.NotConnected, ClusterErrorKind.Connection,
                $"The simulator cannot listen on port {Port} of the loopback interface: {exception.Message}",
                "Take another port, or leave -Port out for a free one.", Port, exception)));
        }
    }
}
