using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>
/// A backup of a container. What comes of it is another container: the host name, the mark, the address and the MAC address
/// are its own from the first request on; resources that were not asked for are those of the backup.
/// </summary>
/// <param name="plan">The container.</param>
/// <param name="readiness">What the node offers; the backup stands in for a template.</param>
/// <param name="config">The configuration in the backup.</param>
internal sealed class BackupSource(ContainerPlan plan, NodeReadiness readiness, ContainerConfig config) : CreationSource(readiness)
{
    private readonly ContainerOrigin _origin = plan.Draft.Origin!;

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
        await RefuseMissingAsync(client, plan.Node.Name, wanted, context.CancellationToken);
        var config = await client.GetBackupConfigAsync(plan.Node.Name, wanted, context.CancellationToken);
        if (plan.Draft.Origin.Disk is { IsGiven: true } disk && config.RootGiB > disk.Value) throw ConfigWish.Shrink(disk.Value, config.RootGiB.Value);
        return new BackupSource(plan, await preflight.RunForAsync(client, wanted, config.RootGiB ?? plan.Draft.Disk), config);
    }

    /// <inheritdoc/>
    public override void Describe(ContainerEntity row)
    {
        row.Template = null;
        OriginWish.Describe(plan, row, config);
    }

    /// <inheritdoc/>
    public override async Task<ContainerConfig?> FinishAsync(
        ProxmoxClient client, RemoteContainer remote, ContainerEntity row, JobJournal journal, IOperationContext context) =>
        await TakeOverAsync(client, remote, row, OriginWish.Of(plan, row), journal, context);

    /// <inheritdoc/>
    protected override Task<Upid> StartAsync(ProxmoxClient client, ContainerCreateRequest request, CancellationToken cancellationToken) =>
        client.CreateContainerAsync(
            plan.Node.Name,
            request with
            {
                Restore = true,

                // Disks are restored as they were; a larger one is grown afterwards.
                DiskGiB = null,
                Cores = _origin.Cores.IsGiven ? _origin.Cores.Value : null,
                MemoryMiB = _origin.Memory.IsGiven ? _origin.Memory.Value : null,
                SwapMiB = _origin.Swap.IsGiven ? _origin.Swap.Value : null,
                Net0 = OriginWish.Network(plan, config.Net0, request.Net0!),
                OnBoot = plan.Draft.OnBoot,
                Unprivileged = _origin.Privileged.IsGiven ? !_origin.Privileged.Value : config.IsUnprivileged,
                Nesting = false,
                SshPublicKeys = null,
                Password = null,
            },
            cancellationToken);

    private static async Task RefuseMissingAsync(ProxmoxClient client, string node, string wanted, CancellationToken cancellationToken)
    {
        var storage = wanted[..wanted.IndexOf(':')];
        var storages = await client.GetStoragesAsync(node, cancellationToken);
        if (storages.All(entry => entry.Name != storage)) throw NotFound($"Node {node} has no storage '{storage}'.", wanted);
        var there = await client.GetBackupsAsync(node, storage, null, cancellationToken);
        if (there.Any(backup => backup.VolumeId == wanted)) return;
        var newest = there.OrderByDescending(backup => backup.CreatedAt).Take(5).Select(backup => backup.VolumeId).ToList();
        throw NotFound(
            $"Storage {storage} of node {node} has no backup '{wanted}': {(newest.Count == 0 ? "it has none" : $"its newest are {string.Join(", ", newest)}")}.",
            wanted);
    }

    /// <summary>The error of a backup that is not there.</summary>
    /// <param name="message">What is not there.</param>
    /// <param name="wanted">The backup's volume id.</param>
    public static ClusterException NotFound(string message, string wanted) => new(
        ErrorIds.NotFound(Nouns.ContainerBackup), ClusterErrorKind.NotFound, message,
        "Name the volume id of a backup that the node sees, such as Backup-ClusterContainer emits.", wanted);
}
