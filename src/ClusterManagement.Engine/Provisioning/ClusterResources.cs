using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>A cluster as one answer of <c>GET /cluster/resources</c> showed it.</summary>
/// <param name="resources">The answer: nodes, guests and the rest.</param>
internal class ClusterResources(IReadOnlyList<ProxmoxResource> resources)
{
    private readonly Dictionary<string, bool> _nodes = resources.Where(resource => resource is { Type: "node", Node: not null })
        .DistinctBy(resource => resource.Node!, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(resource => resource.Node!, resource => resource.Status == "online", StringComparer.OrdinalIgnoreCase);

    // While a guest migrates it may be shown on both nodes.
    private readonly Dictionary<int, ProxmoxResource> _guests = resources
        .Where(resource => resource is { VmId: not null, Node: not null, Type: "lxc" or "qemu" })
        .DistinctBy(resource => resource.VmId!.Value)
        .ToDictionary(resource => resource.VmId!.Value);

    /// <summary>The containers, in the order of their ids.</summary>
    public IEnumerable<ProxmoxResource> Containers => _guests.Values.Where(guest => guest.Type == "lxc").OrderBy(guest => guest.VmId);

    /// <summary>True when a node is of this cluster.</summary>
    /// <param name="node">The node's name.</param>
    public bool Has(string node) => _nodes.ContainsKey(node);

    /// <summary>True when a node is online.</summary>
    /// <param name="node">The node's name.</param>
    public bool IsOnline(string node) => _nodes.GetValueOrDefault(node);

    /// <summary>The container or virtual machine with an id, wherever in the cluster it is.</summary>
    /// <param name="id">The id.</param>
    public ProxmoxResource? Find(int id) => _guests.GetValueOrDefault(id);
}
