using System.Management.Automation;
using ClusterManagement.Validation;

namespace ClusterManagement.Commands;

/// <summary>Finds the lowest free public ports.</summary>
/// <remarks>
/// <para>Nothing is reserved by asking: <c>Add-TransportService</c> finds and takes a port in one transaction.</para>
/// </remarks>
/// <example>
/// <summary>Find the next TCP port</summary>
/// <code>Find-ClusterPort -Protocol Tcp</code>
/// <para>Shows the port the next TCP service would get.</para>
/// </example>
/// <example>
/// <summary>Find three UDP ports in a range</summary>
/// <code>Find-ClusterPort -Protocol Udp -MinimumPort 27000 -MaximumPort 27100 -Count 3</code>
/// <para>An error says so when there are fewer than three.</para>
/// </example>
/// <seealso cref="AddTransportServiceCommand"/>
[Cmdlet(VerbsCommon.Find, "ClusterPort")]
[OutputType(typeof(FreePort))]
public sealed class FindClusterPortCommand : ClusterCmdlet
{
    /// <summary>The protocol.</summary>
    [Parameter(Position = 0)]
    [PSDefaultValue(Help = "Tcp")]
    public TransportProtocol Protocol { get; set; }

    /// <summary>The lowest port to offer.</summary>
    [Parameter]
    [PSDefaultValue(Help = "2000")]
    public int MinimumPort { get; set; } = NetworkRules.FirstExternalPort;

    /// <summary>The highest port to offer.</summary>
    [Parameter]
    [PSDefaultValue(Help = "65535")]
    public int MaximumPort { get; set; } = NetworkRules.LastPort;

    /// <summary>How many ports.</summary>
    [Parameter]
    [PSDefaultValue(Help = "1")]
    public int Count { get; set; } = 1;

    /// <inheritdoc/>
    protected override void EndProcessing() => Run(() =>
    {
        var query = new PortQuery(Protocol, MinimumPort, MaximumPort, Count);
        foreach (var port in Wait(Session.Services.FindFreePortsAsync(query, Context.CancellationToken))) WriteObject(port);
    });
}
