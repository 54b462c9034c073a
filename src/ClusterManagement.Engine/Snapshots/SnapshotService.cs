using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Snapshots;

/// <summary>Snapshots of containers, as Proxmox keeps them.</summary>
/// <param name="store">The database.</param>
/// <param name="proxmox">The way to the nodes' API.</param>
internal sealed class SnapshotService(ClusterStore store, ProxmoxGateway proxmox) : ISnapshotService
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClusterSnapshot>> ReadAsync(ContainerIdentity container, IOperationContext context)
    {
        var token = context.CancellationToken;
        var row = await ContainerRows.ReadMadeAsync(store, container, "look at", token);
        using var client = proxmox.Connect(row.Node, context);
        var state = await Remote(client, row, context).LocateKnownAsync(row, token);
        return await ReadAsync(client, row, state.Node, token);
    }

    /// <inheritdoc/>
    public async Task<ClusterSnapshot?> CreateAsync(ContainerIdentity container, string name, string? description, IOperationContext context)
    {
        var token = context.CancellationToken;
        ContainerRules.SnapshotName(name, "Name");
        var text = string.IsNullOrEmpty(description) ? null : NameRules.Description(description, "Description");
        var row = await ContainerRows.ReadMadeAsync(store, container, "take a snapshot of", token);
        if (!await context.ApproveAsync(ContainerService.Label(row), $"Take the snapshot {name} of")) return null;
        using var client = proxmox.Connect(row.Node, context);
        var remote = Remote(client, row, context);
        var state = await remote.LocateOwnAsync(row, token);
        if ((await ReadAsync(client, row, state.Node, token)).Any(snapshot => snapshot.Name == name)) throw Exists(row, name);
        var journal = await JobJournal.StartAsync(store, context, $"Take snapshot {name} of container {row.Hostname}", row.Hostname);
        return await journal.RunAsync(async () =>
        {
            await journal.StepAsync($"Taking the snapshot {name} of {remote.Label}.", 30);
            await RunAsync(
                remote,
                $"Taking the snapshot {name} of {remote.Label}",
                () => client.TakeSnapshotAsync(state.Node, row.ContainerId!.Value, name, text, token),
                async () => await FindAsync(client, row, state.Node, name, token) is not null,
                token);
            return await FindAsync(client, row, state.Node, name, token) ?? throw NotFound(row, name, []);
        });
    }

    /// <inheritdoc/>
    public async Task<Container?> RestoreAsync(ContainerIdentity container, string name, bool start, IOperationContext context)
    {
        var token = context.CancellationToken;
        ContainerRules.SnapshotName(name, "Name");
        var row = await ContainerRows.ReadMadeAsync(store, container, "restore", token);
        if (!await context.ApproveAsync(ContainerService.Label(row), $"Go back to the snapshot {name} and lose all later changes of")) return null;
        using var client = proxmox.Connect(row.Node, context);
        var remote = Remote(client, row, context);
        var state = await remote.LocateOwnAsync(row, token);
        await RefuseMissingAsync(client, row, state.Node, name, token);
        var journal = await JobJournal.StartAsync(store, context, $"Restore container {row.Hostname} to snapshot {name}", row.Hostname);
        await journal.RunAsync(() => RecordFailureAsync(row, name, context, async () =>
        {
            await journal.StepAsync($"Bringing {remote.Label} back to the snapshot {name}.", 20);
            await RunAsync(
                remote,
                $"Bringing {remote.Label} back to the snapshot {name}",
                () => client.RollBackAsync(state.Node, row.ContainerId!.Value, name, token),
                async () => await FindAsync(client, row, state.Node, name, token) is { IsCurrent: true }
                    && (await remote.LocateOwnAsync(row, token)) is { IsRunning: false, Config.Lock: null },
                token);
            await new SnapshotAftermath(store, client, remote, row, journal, context).RunAsync(start);
            return true;
        }));
        return await new ContainerReader(store).GetAsync(row.Id, CancellationToken.None);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(ContainerIdentity container, string name, bool force, IOperationContext context)
    {
        var token = context.CancellationToken;
        ContainerRules.SnapshotName(name, "Name");
        var row = await ContainerRows.ReadMadeAsync(store, container, "remove a snapshot of", token);
        if (!await context.ApproveAsync(ContainerService.Label(row), $"Remove the snapshot {name} of")) return;
        using var client = proxmox.Connect(row.Node, context);
        var remote = Remote(client, row, context);
        var state = await remote.LocateOwnAsync(row, token);
        await RefuseMissingAsync(client, row, state.Node, name, token);
        var journal = await JobJournal.StartAsync(store, context, $"Remove snapshot {name} of container {row.Hostname}", row.Hostname);
        await journal.RunAsync(async () =>
        {
            await journal.StepAsync($"Removing the snapshot {name} of {remote.Label}.", 30);
            await RunAsync(
                remote,
                $"Removing the snapshot {name} of {remote.Label}",
                () => client.DeleteSnapshotAsync(state.Node, row.ContainerId!.Value, name, force, token),
                async () => await FindAsync(client, row, state.Node, name, token) is null,
                token);
            return true;
        });
    }

    private static RemoteContainer Remote(ProxmoxClient client, ContainerEntity row, IOperationContext context) =>
        new(client, row.Node.Name, row.ContainerId!.Value, Timeout, context);

    // Halfway back, the container may be stopped, or have an address that is no longer its own: nobody shall think it is well.
    private async Task<bool> RecordFailureAsync(ContainerEntity row, string name, IOperationContext context, Func<Task<bool>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception)
        {
            var reason = exception is OperationCanceledException ? "it was cancelled, and Proxmox may go on with it" : exception.Message;
            await ContainerState.RecordAsync(
                store, context, row.Id, ContainerStatus.Unknown, $"Going back to the snapshot {name} did not end well: {reason} Look at it on Proxmox, and restore it again.");
            throw;
        }
    }

    // When the answer was lost, what is there decides.
    private static async Task RunAsync(
        RemoteContainer remote, string what, Func<Task<Upid>> start, Func<Task<bool>> isDone, CancellationToken cancellationToken)
    {
        try
        {
            await remote.RunAsync(what, start, static _ => false, cancellationToken);
        }
        catch (RemoteApiException exception) when (exception.IsAmbiguous && exception.Kind != ClusterErrorKind.Timeout)
        {
            await remote.SettleAsync(cancellationToken);
            if (!await isDone()) throw;
        }
    }

    private static async Task<IReadOnlyList<ClusterSnapshot>> ReadAsync(
        ProxmoxClient client, ContainerEntity row, string node, CancellationToken cancellationToken)
    {
        var all = await client.GetSnapshotsAsync(node, row.ContainerId!.Value, cancellationToken);
        var parents = all.ToDictionary(snapshot => snapshot.Name, snapshot => snapshot.Parent, StringComparer.Ordinal);
        return [.. all.OrderBy(snapshot => snapshot.TakenAt).ThenBy(snapshot => Ancestors(parents, snapshot.Name))
            .Select(snapshot => new ClusterSnapshot
            {
                Container = row.Hostname,
                Name = snapshot.Name,
                CreatedAt = snapshot.TakenAt?.UtcDateTime,
                Parent = snapshot.Parent,
                IsCurrent = snapshot.IsParentOfPresent,
                Description = snapshot.Description,
            })];
    }

    // Times are whole seconds; of two snapshots of one second the older is the ancestor.
    private static int Ancestors(Dictionary<string, string?> parents, string name)
    {
        var count = 0;
        for (var parent = parents.GetValueOrDefault(name); parent is not null && count < parents.Count; parent = parents.GetValueOrDefault(parent)) count++;
        return count;
    }

    private static async Task<ClusterSnapshot?> FindAsync(
        ProxmoxClient client, ContainerEntity row, string node, string name, CancellationToken cancellationToken) =>
        (await ReadAsync(client, row, node, cancellationToken)).FirstOrDefault(snapshot => snapshot.Name == name);

    private static async Task RefuseMissingAsync(
        ProxmoxClient client, ContainerEntity row, string node, string name, CancellationToken cancellationToken)
    {
        var there = await ReadAsync(client, row, node, cancellationToken);
        if (there.All(snapshot => snapshot.Name != name)) throw NotFound(row, name, there);
    }

    private static ClusterException NotFound(ContainerEntity row, string name, IReadOnlyList<ClusterSnapshot> there) => new(
        ErrorIds.NotFound(Nouns.Snapshot), ClusterErrorKind.NotFound,
        $"Container {row.Hostname} has no snapshot '{name}': it has {(there.Count == 0 ? "none" : string.Join(", ", there.Select(snapshot => snapshot.Name)))}.",
        $"List them with Get-ClusterSnapshot {row.Hostname}.", name);

    private static ObjectExistsException Exists(ContainerEntity row, string name) =>
        new(Nouns.Snapshot, name, $"Container {row.Hostname} has a snapshot '{name}' already.");
}
