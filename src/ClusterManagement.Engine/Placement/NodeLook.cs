using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Placement;

/// <summary>How a node did when it was looked at.</summary>
/// <param name="Fault">Why nothing can be made there; null when it can.</param>
/// <param name="TotalBytes">Its memory.</param>
/// <param name="FreeBytes">The memory that nothing uses.</param>
/// <param name="UnpromisedBytes">The memory that is promised to no guest; below zero when more is promised than there is.</param>
internal sealed record NodeLook(string? Fault, long TotalBytes, long FreeBytes, long UnpromisedBytes)
{
    /// <summary>Reads a node from a list of what its cluster has.</summary>
    /// <param name="node">The node's entry.</param>
    /// <param name="all">All entries; guests promise their whole memory, running or not.</param>
    public static NodeLook Of(ProxmoxResource node, IEnumerable<ProxmoxResource> all)
    {
        if (node.Status != "online") return Faulty($"it is {node.Status ?? "unknown"}");
        var promised = all.Where(guest => guest is { Type: "lxc" or "qemu", IsTemplate: false } && guest.Node == node.Node).Sum(guest => guest.MemoryTotalBytes);
        return new NodeLook(null, node.MemoryTotalBytes, node.MemoryTotalBytes - node.MemoryUsedBytes, node.MemoryTotalBytes - promised);
    }

    /// <summary>A node on which nothing can be made.</summary>
    /// <param name="fault">Why.</param>
    public static NodeLook Faulty(string fault) => new(fault, 0, 0, 0);
}
