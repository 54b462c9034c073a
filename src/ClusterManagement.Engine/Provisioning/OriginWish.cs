using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>What a copy has of its own, whatever it was made from.</summary>
internal static class OriginWish
{
    /// <summary>How a copy's configuration should be.</summary>
    /// <param name="plan">The container.</param>
    /// <param name="row">Its row.</param>
    public static ConfigWish Of(ContainerPlan plan, ContainerEntity row)
    {
        var origin = plan.Draft.Origin!;
        return new ConfigWish
        {
            Hostname = plan.Hostname,
            Description = OwnershipMark.Append(plan.Description, row.OwnershipId),
            SearchDomain = plan.Node.Site.InternalDomain,
            Tags = plan.Tags.Count == 0 ? null : plan.Tags,
            OnBoot = plan.Draft.OnBoot,
            Cores = origin.Cores.IsGiven ? origin.Cores.Value : null,
            Memory = origin.Memory.IsGiven ? origin.Memory.Value : null,
            Swap = origin.Swap.IsGiven ? origin.Swap.Value : null,
            Disk = origin.Disk.IsGiven ? origin.Disk.Value : null,
            Network = net => Network(plan, net, ContainerRequest.Network(plan, row)),
            Environment = plan.Draft.Environment is { Count: > 0 } variables ? new(variables) : default,
            Entrypoint = plan.Draft.Entrypoint is { } command ? new(command) : default,
        };
    }

    /// <summary>Puts into a copy's row what it has of the original, and what was asked for in its place.</summary>
    /// <param name="plan">The container.</param>
    /// <param name="row">Its row.</param>
    /// <param name="config">The original's configuration.</param>
    public static void Describe(ContainerPlan plan, ContainerEntity row, ContainerConfig config)
    {
        var origin = plan.Draft.Origin!;
        ContainerObservation.Take(row, config);
        if (origin.Cores.IsGiven) row.Cores = origin.Cores.Value;
        if (origin.Memory.IsGiven) row.Memory = origin.Memory.Value;
        if (origin.Swap.IsGiven) row.Swap = origin.Swap.Value;
        row.OnBoot = plan.Draft.OnBoot;
        if (plan.Tags.Count > 0) row.Tags = string.Join(';', plan.Tags);
    }

    /// <summary>The original's interface with the copy's MAC address and address. Its VLAN, rate and firewall stay.</summary>
    /// <param name="plan">The container.</param>
    /// <param name="original">The original's interface, if it has one.</param>
    /// <param name="own">The interface the copy would have been given without an original.</param>
    public static NetworkInterfaceSpec Network(ContainerPlan plan, NetworkInterfaceSpec? original, NetworkInterfaceSpec own)
    {
        if (original?.Bridge is null) return own;
        var net = original.With("hwaddr", own.HardwareAddress).With("ip", own.Ip).With("gw", own.Gateway);
        return plan.Draft.Origin!.Bridge is { IsGiven: true } bridge ? net.With("bridge", bridge.Value) : net;
    }
}
