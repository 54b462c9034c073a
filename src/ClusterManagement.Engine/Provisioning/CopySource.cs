using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>
/// What another container is made from. Host name, mark, address and MAC address are the copy's own; resources that were not asked for are
/// those of the original.
/// </summary>
/// <param name="plan">The copy.</param>
/// <param name="readiness">What the node offers.</param>
/// <param name="original">The original's configuration.</param>
internal abstract class CopySource(ContainerPlan plan, NodeReadiness readiness, ContainerConfig original) : CreationSource(readiness)
{
    /// <summary>What was asked for in place of what the original has.</summary>
    protected ContainerOrigin Origin => Plan.Draft.Origin!;

    /// <summary>The copy.</summary>
    protected ContainerPlan Plan { get; } = plan;

    /// <summary>The original's configuration.</summary>
    protected ContainerConfig Original { get; } = original;

    /// <inheritdoc/>
    public override void Describe(ContainerEntity row)
    {
        ContainerObservation.Take(row, Original);
        if (Origin.Cores.IsGiven) row.Cores = Origin.Cores.Value;
        if (Origin.Memory.IsGiven) row.Memory = Origin.Memory.Value;
        if (Origin.Swap.IsGiven) row.Swap = Origin.Swap.Value;
        row.OnBoot = Plan.Draft.OnBoot;
        if (Plan.Tags.Count > 0) row.Tags = string.Join(';', Plan.Tags);
    }

    /// <summary>Gives the copy what is its own, and says what of the original it still has.</summary>
    /// <param name="client">The node's client.</param>
    /// <param name="remote">The copy.</param>
    /// <param name="row">Its row, with its node's site.</param>
    /// <param name="journal">Its job.</param>
    /// <param name="context">The operation's context.</param>
    public override async Task<ContainerConfig?> FinishAsync(
        ProxmoxClient client, RemoteContainer remote, ContainerEntity row, JobJournal journal, IOperationContext context)
    {
        await new RemoteEdit(client, remote, row, journal, context).ApplyAsync(WishFor(row));
        var config = (await remote.LocateOwnAsync(row, context.CancellationToken)).Config;
        var others = config.Values.Keys.Where(option => option.StartsWith("net", StringComparison.Ordinal) && option != "net0").ToList();
        if (others.Count > 0)
        {
            context.Warning($"{remote.Label} has further interfaces ({string.Join(", ", others)}) with the addresses of the original; change them on Proxmox before both run.");
        }

        return config;
    }

    /// <summary>An interface of the original with the copy's MAC address and address. Its VLAN, rate and firewall stay.</summary>
    /// <param name="net">The original's interface, if it has one.</param>
    /// <param name="own">The interface the copy would have been given without an original.</param>
    protected NetworkInterfaceSpec Network(NetworkInterfaceSpec? net, NetworkInterfaceSpec own)
    {
        if (net?.Bridge is null) return own;
        var copy = net.With("hwaddr", own.HardwareAddress).With("ip", own.Ip).With("gw", own.Gateway);
        return Origin.Bridge is { IsGiven: true } bridge ? copy.With("bridge", bridge.Value) : copy;
    }

    private ConfigWish WishFor(ContainerEntity row) => new()
    {
        Hostname = Plan.Hostname,
        Description = OwnershipMark.Append(Plan.Description, row.OwnershipId),
        SearchDomain = Plan.Node.Site.InternalDomain,
        Tags = Plan.Tags.Count == 0 ? null : Plan.Tags,
        OnBoot = Plan.Draft.OnBoot,
        Cores = Origin.Cores.IsGiven ? Origin.Cores.Value : null,
        Memory = Origin.Memory.IsGiven ? Origin.Memory.Value : null,
        Swap = Origin.Swap.IsGiven ? Origin.Swap.Value : null,
        Disk = Origin.Disk.IsGiven ? Origin.Disk.Value : null,
        Network = net => Network(net, ContainerRequest.Network(Plan, row)),
        Environment = Plan.Draft.Environment is { Count: > 0 } variables ? new(variables) : default,
        Entrypoint = Plan.Draft.Entrypoint is { } command ? new(command) : default,
    };
}
