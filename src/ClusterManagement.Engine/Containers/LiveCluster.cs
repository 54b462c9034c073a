using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Containers;

/// <summary>One answer about a whole cluster.</summary>
/// <param name="resources">The answer: nodes, containers and the rest.</param>
internal sealed class LiveCluster(IReadOnlyList<ProxmoxResource> resources)
{
    private readonly Dictionary<string, bool> _nodes = resources.Where(resource => resource is { Type: "node", Node: not null })
        .GroupBy(resource => resource.Node!, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First().Status == "online", StringComparer.Ordinal);

    private readonly Dictionary<int, ProxmoxResource> _containers = resources.Where(resource => resource is { Type: "lxc", VmId: not null })
        .GroupBy(resource => resource.VmId!.Value)
        .ToDictionary(group => group.Key, group => group.First());

    /// <summary>True when the credential sees no container at all, which may be for want of rights.</summary>
    public bool IsBlind => _containers.Count == 0;

    /// <summary>True when a node is of this cluster.</summary>
    /// <param name="node">The node's name.</param>
    public bool Has(string node) => _nodes.ContainsKey(node);

    /// <summary>True when a node is online.</summary>
    /// <param name="node">The node's name.</param>
    public bool IsNodeOnline(string node) => _nodes.GetValueOrDefault(node);

    /// <summary>The container with an id, wherever in the cluster it is.</summary>
    /// <param name="containerId">The CTID.</param>
    public ProxmoxResource? Find(int containerId) => _containers.GetValueOrDefault(containerId);
}
