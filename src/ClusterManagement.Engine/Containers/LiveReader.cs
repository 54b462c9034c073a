using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Containers;

/// <summary>Reads containers together with their present state.</summary>
/// <param name="reader">Reads what was recorded.</param>
/// <param name="clusters">Knows the present state.</param>
/// <param name="context">The operation's context.</param>
internal sealed class LiveReader(ContainerReader reader, LiveClusters clusters, IOperationContext context) : ILiveContainers
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<Container> FindAsync(ContainerFilter filter)
    {
        // The recorded state is not the one that is asked for.
        await foreach (var stored in reader.FindAsync(filter with { Status = [] }, context.CancellationToken))
        {
            var container = stored.ContainerId is null ? stored : Refresh(stored, await clusters.OfAsync(stored));
            if (filter.Status.Count == 0 || filter.Status.Contains(container.Status)) yield return container;
        }
    }

    private static Container Refresh(Container stored, ClusterResources? cluster)
    {
        if (cluster is null || !cluster.IsOnline(stored.Node)) return stored;
        if (cluster.Find(stored.ContainerId!.Value) is not { Type: "lxc" } resource)
        {
            // While it is being made or removed it is in one of the two only, which is no surprise.
            return stored.Status is ContainerStatus.Creating or ContainerStatus.Failed
                ? stored
                : stored with { Status = ContainerStatus.Missing, StatusReason = $"The cluster of node {stored.Node} has no container {stored.ContainerId}." };
        }

        var status = resource.Status switch
        {
            "running" => ContainerStatus.Running,
            "stopped" => ContainerStatus.Stopped,

            // Proxmox has no statistics of it yet, or none any more.
            _ => stored.Status,
        };
        return stored with { Status = status, StatusReason = status == stored.Status ? stored.StatusReason : null, Live = State(resource, stored) };
    }

    private static LiveState State(ProxmoxResource resource, Container stored) => new()
    {
        Node = resource.Node ?? stored.Node,
        Status = resource.Status ?? "unknown",
        Uptime = TimeSpan.FromSeconds(resource.UptimeSeconds),
        CpuUsage = resource.CpuUsage,
        CpuCount = resource.CpuCount,
        MemoryUsed = resource.MemoryUsedBytes,
        MemoryTotal = resource.MemoryTotalBytes,
        DiskUsed = resource.DiskUsedBytes,
        DiskTotal = resource.DiskTotalBytes,
        Lock = resource.Lock,
    };
}
