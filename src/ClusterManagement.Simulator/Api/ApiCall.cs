using System.Globalization;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Api;

/// <summary>A verified request on its way through an endpoint.</summary>
internal sealed class ApiCall(ClusterState state, Identity? identity, IReadOnlyDictionary<string, string> values, Fault? fault)
{
    public ClusterState State => state;

    public IReadOnlyDictionary<string, string> Values => values;

    public Fault? Fault => fault;

    /// <summary>The node that got the request.</summary>
    public required NodeState LocalNode { get; init; }

    /// <summary>Who needs the cluster's quorum.</summary>
    public QuorumNeed Quorum { get; init; }

    /// <summary>The caller; only the endpoints that need no login have none.</summary>
    public Identity Identity => identity ?? throw ApiException.Unauthorized("No ticket");

    /// <summary>Reported beside the data, as lists with paging do.</summary>
    public int? Total { get; set; }

    public string Node => Text("node");

    public int VmId => Int("vmid") ?? throw new InvalidOperationException("The endpoint has no vmid.");

    public ContainerState Container => state.Container(Node, VmId);

    public string Text(string name) => values[name];

    public string? Optional(string name) => values.GetValueOrDefault(name);

    public int? Int(string name) => values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    public long? Long(string name) => values.TryGetValue(name, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    public bool? Flag(string name) => values.TryGetValue(name, out var text) ? text == "1" : null;

    public bool IsSet(string name) => Flag(name) == true;

    /// <summary>Splits a list parameter the way Proxmox VE does: at commas, semicolons and white space.</summary>
    public IReadOnlyList<string> List(string name) => Lists.Split(Optional(name) ?? "");

    public void Demand(string privilege, string? detail = null)
    {
        if (!Identity.Has(privilege))
            throw ApiException.Forbidden(detail);
    }
}
