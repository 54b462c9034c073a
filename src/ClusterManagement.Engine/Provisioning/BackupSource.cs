using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>A backup of a container. What comes of it is another container, with its own names and addresses from the first request on.</summary>
/// <param name="plan">The container.</param>
/// <param name="readiness">What the node offers; the backup stands in for a template.</param>
/// <param name="config">The configuration in the backup.</param>
internal sealed class BackupSource(ContainerPlan plan, NodeReadiness readiness, ContainerConfig config) : CopySource(plan, readiness, config)
{
    /// <inheritdoc/>
    public override string Label => $"the backup {Readiness.Template}";

    /// <summary>Looks at the node and finds the backup.</summary>
    /// <param name="client">The node's client.</param>
    /// <param name="plan">The container.</param>
    /// <param name="preflight">Looks at the node.</param>
    /// <param name="context">The operation's context.</param>
    public static new async Task<CreationSource> PrepareAsync(
        ProxmoxClient client, ContainerPlan plan, NodePreflight preflight, IOperationContext context)
    {
        var wanted = plan.Draft.Origin!.Backup!;
        await preflight.FindOriginAsync(await preflight.StoragesAsync());
        var config = await client.GetBackupConfigAsync(plan.Node.Name, wanted, context.CancellationToken);
        if (plan.Draft.Origin.Disk is { IsGiven: true } disk && config.RootGiB > disk.Value) throw ConfigWish.Shrink(disk.Value, config.RootGiB.Value);
        return new BackupSource(plan, await preflight.RunForAsync(client, wanted, config.RootGiB ?? plan.Draft.Disk), config);
    }

    /// <inheritdoc/>
    public override void Describe(ContainerEntity row)
    {
        row.Template = null;
        base.Describe(row);
    }

    /// <inheritdoc/>
    protected override Task<Upid> StartAsync(ProxmoxClient client, ContainerCreateRequest request, CancellationToken cancellationToken) =>
        client.CreateContainerAsync(
            Plan.Node.Name,
            request with
            {
                Restore = true,

                // Disks are restored as they were; a larger one is grown afterwards.
                DiskGiB = null,
                Cores = Origin.Cores.IsGiven ? Origin.Cores.Value : null,
                MemoryMiB = Origin.Memory.IsGiven ? Origin.Memory.Value : null,
                SwapMiB = Origin.Swap.IsGiven ? Origin.Swap.Value : null,
                Net0 = Network(Original.Net0, request.Net0!),
                OnBoot = Plan.Draft.OnBoot,
                Unprivileged = Origin.Privileged.IsGiven ? !Origin.Privileged.Value : Original.IsUnprivileged,
                Nesting = false,
                SshPublicKeys = null,
                Password = null,
            },
            cancellationToken);
}
