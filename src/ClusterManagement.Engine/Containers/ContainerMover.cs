using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Containers;

/// <summary>
/// Moves a container to another node of its cluster. The row follows once the task has ended; whichever way it ended, where
/// the container is then is looked up, not assumed.
/// </summary>
/// <param name="store">The database.</param>
/// <param name="proxmox">The way to the node's API.</param>
/// <param name="row">The container, with its node.</param>
/// <param name="target">The node to go to.</param>
/// <param name="context">The operation's context.</param>
internal sealed class ContainerMover(
    ClusterStore store, ProxmoxGateway proxmox, ContainerEntity row, NodeEntity target, IOperationContext context)
{
    private static readonly TimeSpan LookupPatience = TimeSpan.FromSeconds(10);

    /// <summary>Refuses a target that makes no sense, before anything is asked or sent.</summary>
    /// <exception cref="InvalidValueException">It is the container's own node, or one of another site.</exception>
    public void RefuseSenseless()
    {
        if (target.Id == row.NodeId)
        {
            throw new InvalidValueException("Node", target.Name, $"another node than {row.Node.Name}, which has the container already");
        }

        if (target.SiteId != row.Node.SiteId)
        {
            throw new InvalidValueException(
                "Node", target.Name, $"a node of site {row.Node.Site.Name}: Proxmox moves containers within a cluster. To another site go by Backup-ClusterContainer and New-ClusterContainer -Backup");
        }
    }

    /// <summary>Moves it.</summary>
    /// <param name="move">How.</param>
    public async Task RunAsync(ContainerMove move)
    {
        using var client = proxmox.Connect(row.Node, context);
        var remote = new RemoteContainer(client, row.Node.Name, row.ContainerId!.Value, move.Timeout, context);
        var state = await remote.LocateOwnAsync(row, context.CancellationToken);
        if (state.Node == target.Name)
        {
            context.Verbose($"{remote.Label} is there already; its registration follows.");
            await RecordAsync(state);
            return;
        }

        await new MovePreflight(client, remote, state, target.Name, context).RunAsync(move.TargetStorage);
        var journal = await JobJournal.StartAsync(store, context, $"Move container {row.Hostname} to {target.Name}", row.Hostname);
        await journal.RunAsync(async () =>
        {
            var restart = state.IsRunning ? ", which shuts it down and starts it there" : string.Empty;
            await journal.StepAsync($"Moving {remote.Label} to node {target.Name}{restart}.", 10);
            await MigrateAsync(client, remote, state, move, journal);
            return true;
        });
    }

    private async Task MigrateAsync(ProxmoxClient client, RemoteContainer remote, RemoteState state, ContainerMove move, JobJournal journal)
    {
        var from = state.Node;
        var request = new MigrationRequest(target.Name, state.IsRunning, move.ShutdownTimeout, move.TargetStorage);
        try
        {
            await remote.RunAbortableAsync(
                client,
                $"Moving {remote.Label} to node {target.Name}",
                answer => client.MigrateAsync(from, row.ContainerId!.Value, request, answer),
                context.CancellationToken);
        }
        catch (Exception exception) when (exception is RemoteApiException or OperationCanceledException)
        {
            await journal.StepAsync($"The move did not end well ({exception.Message}); looking where the container is.");
            if (await LookUpAsync(remote) is not { } left) throw;
            await RecordAsync(left);
            await journal.StepAsync($"Container {row.Hostname} is on node {left.Node} and {(left.IsRunning ? "running" : "stopped")}.");
            if (left.Node != target.Name || exception is OperationCanceledException) throw;
            context.Warning($"Container {row.Hostname} is on node {target.Name} although its move did not end well: {exception.Message}");
            return;
        }

        var there = await LookUpAsync(remote) ?? throw Vanished();
        await RecordAsync(there);
        await journal.StepAsync($"Container {row.Hostname} is on node {there.Node} and {(there.IsRunning ? "running" : "stopped")}.", 90);
        if (there.Node != target.Name) throw Vanished();
    }

    // It is looked for even when the operation is being cancelled, for the world has changed already.
    private async Task<RemoteState?> LookUpAsync(RemoteContainer remote)
    {
        using var patience = new CancellationTokenSource(LookupPatience);
        try
        {
            var state = await remote.LocateAsync(patience.Token);
            return state?.IsKnownAs(row) == true ? state : null;
        }
        catch (Exception exception) when (exception is ClusterException or OperationCanceledException)
        {
            context.Verbose($"Where container {row.Hostname} is could not be found out: {exception.Message}");
            return null;
        }
    }

    private Task<int> RecordAsync(RemoteState state) => store.WriteAsync(
        async db =>
        {
            var node = state.Node == target.Name ? target.Id : row.NodeId;
            return await db.ChangeContainerAsync(
                row.Id,
                entry => (entry.NodeId, entry.Status, entry.StatusReason) =
                    (node, state.IsRunning ? ContainerStatus.Running : ContainerStatus.Stopped, null),
                CancellationToken.None);
        },
        context,
        CancellationToken.None,
        durable: true);

    private ClusterException Vanished() => new(
        ErrorIds.ContainerMissing, ClusterErrorKind.NotFound,
        $"The move of container {row.Hostname} ({row.ContainerId}) to node {target.Name} ended, and the container is not there; its registration stays on node {row.Node.Name}.",
        "Look at the task's log on the node it came from.", row.Hostname);
}
