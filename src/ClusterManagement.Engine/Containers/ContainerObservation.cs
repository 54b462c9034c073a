using ClusterManagement.Data.Entities;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Containers;

/// <summary>Takes what Proxmox has into a row, after an operation that brought a whole configuration along.</summary>
internal static class ContainerObservation
{
    /// <summary>Takes the resources, the tags and whether it starts with its node.</summary>
    /// <param name="row">The row.</param>
    /// <param name="config">The configuration.</param>
    public static void Take(ContainerEntity row, ContainerConfig config)
    {
        row.Cores = config.Cores;
        row.Memory = (int?)config.MemoryMiB ?? row.Memory;
        row.Swap = (int?)config.SwapMiB ?? row.Swap;
        row.Disk = config.RootGiB ?? row.Disk;
        row.OnBoot = config.StartsOnBoot;
        row.Tags = config.Tags.Count == 0 ? null : string.Join(';', config.Tags.Order(StringComparer.Ordinal));
    }
}
