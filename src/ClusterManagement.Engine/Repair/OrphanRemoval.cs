using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Providers.Proxmox;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Repair;

/// <summary>Removes a container that carries a mark of this module and has no registration. It is looked at again before it goes.</summary>
/// <param name="store">The database.</param>
/// <param name="client">The cluster's client.</param>
/// <param name="orphan">The container.</param>
/// <param name="mark">Its mark.</param>
/// <param name="timeout">How long one task may take.</param>
internal sealed class OrphanRemoval(ClusterStore store, ProxmoxClient client, ContainerDrift orphan, Guid mark, TimeSpan timeout)
{
    /// <summary>What was found.</summary>
    public RepairResult Found { get; } = new()
    {
        Container = orphan.Container,
        ContainerId = orphan.ContainerId,
        Node = orphan.Node,
        Reason = orphan.Reason!,
    };

    /// <summary>Removes it.</summary>
    /// <param name="context">The operation's context.</param>
    public async Task<RepairResult> RunAsync(IOperationContext context)
    {
        var token = context.CancellationToken;
        var remote = new RemoteContainer(client, orphan.Node, orphan.ContainerId!.Value, timeout, context);
        var journal = await JobJournal.StartAsync(store, context, $"Remove container {orphan.Container} without a registration", orphan.Container);
        return await journal.RunAsync(async () =>
        {
            await remote.SettleAsync(token);
            var state = await remote.LocateAsync(token);
            var isRegistered = await store.ReadAsync(db => db.Containers.AnyAsync(row => row.OwnershipId == mark, token));
            if (state?.OwnershipId != mark || isRegistered)
            {
                return Found with { Outcome = RepairOutcome.Busy, Reason = $"{remote.Label} is not what it was any more, and was left alone" };
            }

            if (state.IsRunning)
            {
                await journal.StepAsync($"Stopping {remote.Label}.", 30);
                await remote.StopAsync(token);
            }

            await journal.StepAsync($"Removing {remote.Label}.", 60);
            await remote.DeleteAsync(token);
            return Found with { Outcome = RepairOutcome.Removed, Reason = $"{remote.Label} had no registration, and is removed." };
        });
    }
}
