using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Containers;

/// <summary>Looks whether a container can go to a node, so that it is not shut down for a move that cannot be.</summary>
/// <param name="client">The client of the cluster.</param>
/// <param name="remote">The container.</param>
/// <param name="state">Its state.</param>
/// <param name="target">The node it shall go to.</param>
/// <param name="context">The operation's context.</param>
internal sealed class MovePreflight(ProxmoxClient client, RemoteContainer remote, RemoteState state, string target, IOperationContext context)
{
    private CancellationToken Token => context.CancellationToken;

    /// <summary>Looks.</summary>
    /// <param name="targetStorage">The storage its disks shall be on; null for those of the same names.</param>
    /// <exception cref="ClusterException"><c>MoveRefused</c>.</exception>
    public async Task RunAsync(string? targetStorage)
    {
        if (state.Config.Lock is { } held) throw Refusal($"it is locked ({held})", "Wait until that operation has ended, and try again.");
        var member = (await client.GetNodesAsync(Token)).FirstOrDefault(node => node.Name == target);
        if (member is null)
        {
            throw Refusal(
                $"the cluster of node {state.Node} has no node {target}",
                "Move it to a node of its own cluster; to another cluster go by Backup-ClusterContainer and New-ClusterContainer -Backup.");
        }

        if (!member.IsOnline) throw Refusal($"node {target} is {member.Status}", $"Bring node {target} up first.");
        await CheckStoragesAsync(targetStorage);
        await AskProxmoxAsync();
    }

    private async Task CheckStoragesAsync(string? targetStorage)
    {
        var present = await client.GetStoragesAsync(target, Token);
        foreach (var group in state.Config.Disks.GroupBy(disk => DiskSize.StorageOf(disk.Value)))
        {
            // Paths of the node are Proxmox's to judge: some are on all nodes.
            if (group.Key is not { } name) continue;
            var wanted = targetStorage ?? name;
            var disks = string.Join(", ", group.Select(disk => disk.Key));
            var usable = present.Where(storage => storage is { IsEnabled: true, IsActive: true } && storage.Holds("rootdir")).ToList();
            var storage = usable.Find(storage => storage.Name == wanted);
            if (storage is null)
            {
                throw Refusal(
                    $"node {target} has no active storage '{wanted}' that takes root disks, for {disks}",
                    usable.Count == 0 ? $"Allow root disks on a storage of node {target}." : $"Name another one with -TargetStorage: {string.Join(", ", usable.Select(other => other.Name))}.");
            }

            var size = group.Sum(disk => DiskSize.Of(disk.Value) ?? 0);
            if (!(storage.IsShared && wanted == name) && storage.AvailableBytes < size)
            {
                throw Refusal(
                    $"storage {wanted} of node {target} has {storage.AvailableBytes / DiskSize.GiB} GiB left, and {disks} needs {size / DiskSize.GiB}",
                    "Free space there, or name another one with -TargetStorage.");
            }
        }
    }

    // Proxmox VE tells before the move from 9.1 on; older releases tell in the task.
    private async Task AskProxmoxAsync()
    {
        var version = await client.GetNodeVersionAsync(state.Node, Token);
        if (!version.IsAtLeast(9, 1)) return;
        var check = await client.GetMigrationCheckAsync(state.Node, state.VmId, target, Token);
        if (check.Obstacle(target) is { } obstacle) throw Refusal($"Proxmox says: {obstacle}", "Clear that out of the way, and try again.");
    }

    private ClusterException Refusal(string reason, string action) => new(
        ErrorIds.MoveRefused, ClusterErrorKind.InUse, $"{remote.Label} cannot go to node {target}: {reason}. Nothing was moved.", action, state.Config.Hostname);
}
