using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Snapshots;

/// <summary>
/// What follows on going back to a snapshot. Its configuration may name an address, a MAC address or a host name that others
/// have by now, so those the container is registered with are set again before it may start; the rest is recorded.
/// </summary>
/// <param name="store">The database.</param>
/// <param name="client">The client of the cluster.</param>
/// <param name="remote">The container.</param>
/// <param name="row">Its row.</param>
/// <param name="journal">Its job.</param>
/// <param name="context">The operation's context.</param>
internal sealed class SnapshotAftermath(
    ClusterStore store, ProxmoxClient client, RemoteContainer remote, ContainerEntity row, JobJournal journal, IOperationContext context)
{
    /// <summary>Does it.</summary>
    /// <param name="start">True to start the container at last.</param>
    public async Task RunAsync(bool start)
    {
        var wish = new ConfigWish
        {
            Hostname = row.Hostname,
            Description = OwnershipMark.Append(row.Description, row.OwnershipId),
            Network = net => InterfaceAddressing.Own(net, row),
        };
        await new RemoteEdit(client, remote, row, journal, context).ApplyAsync(wish);
        var state = await remote.LocateOwnAsync(row, context.CancellationToken);
        await RecordAsync(state, ContainerStatus.Stopped);
        if (!start) return;
        await journal.StepAsync($"Starting {remote.Label}.", 80);
        await remote.StartAsync(context.CancellationToken);
        await RecordAsync(state, ContainerStatus.Running);
    }

    private Task<int> RecordAsync(RemoteState state, ContainerStatus status) => store.WriteAsync(
        db => db.ChangeContainerAsync(
            row.Id,
            current =>
            {
                ContainerObservation.Take(current, state.Config);
                (current.Status, current.StatusReason) = (status, null);
            },
            CancellationToken.None),
        context,
        CancellationToken.None);
}
