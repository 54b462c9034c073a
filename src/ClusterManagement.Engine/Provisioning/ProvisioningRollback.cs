using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>
/// Undoes a container that could not be made, in reverse: what is on Proxmox first, then the row. What cannot be undone
/// keeps its row, so that it is known and can be removed later.
/// </summary>
/// <param name="store">The database.</param>
/// <param name="client">The node's client.</param>
/// <param name="plan">The container.</param>
/// <param name="source">What it was to be made from.</param>
/// <param name="row">Its row.</param>
/// <param name="journal">Its job.</param>
/// <param name="context">The operation's context; its token may have fired already.</param>
internal sealed class ProvisioningRollback(
    ClusterStore store, ProxmoxClient client, ContainerPlan plan, CreationSource source, ContainerEntity row, JobJournal journal, IOperationContext context)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // After Ctrl+C the prompt is back within a second, and undoing goes on behind it; the process may end at any time.
    private static readonly TimeSpan PatienceWhenCancelled = TimeSpan.FromSeconds(30);

    /// <summary>Undoes.</summary>
    /// <param name="cause">Why.</param>
    /// <param name="isOutcomeUnknown">True when the node never answered the create request and may still carry it out.</param>
    /// <exception cref="ClusterException">Undoing failed too; the cause is inside.</exception>
    public async Task RunAsync(Exception cause, bool isOutcomeUnknown)
    {
        var isCancelled = cause is OperationCanceledException;
        using var patience = new CancellationTokenSource(isCancelled ? PatienceWhenCancelled : Patience);
        var reason = isCancelled ? "Cancelled by the user." : cause.Message;
        await journal.StepAsync(isCancelled
            ? $"Undoing: {reason} If the process ends before that, Repair-ClusterContainer {plan.Hostname} finishes it."
            : $"Undoing: {reason}");
        try
        {
            var isRemoved = await RemoveRemoteAsync(isCancelled, patience.Token);
            if (!isRemoved && isOutcomeUnknown) throw Unanswered();
        }
        catch (Exception exception) when (exception is ClusterException or OperationCanceledException)
        {
            var left = exception is OperationCanceledException ? "the node did not finish in time" : exception.Message;
            await ContainerState.RecordAsync(store, context, row.Id, ContainerStatus.Failed, $"{reason} Undoing failed too: {left}");
            await journal.EndAsync(JobState.Failure, $"Container {row.ContainerId} may be left on node {plan.Node.Name}: {left}");
            if (isCancelled) return;
            throw new ClusterException(
                ErrorIds.ProvisioningNotUndone, ClusterErrorKind.RemoteApi,
                $"{reason} What was made could not be removed either: {left}",
                $"Container {plan.Hostname} ({row.ContainerId}) is kept with the status failed. Remove it when node {plan.Node.Name} works again: Remove-ClusterContainer {plan.Hostname}.",
                plan.Hostname, cause);
        }

        if (plan.Draft.OnFailure == FailureAction.Keep)
        {
            // Nothing is there under the CTID any more, so it is given back.
            await store.WriteAsync(
                db => db.ChangeContainerAsync(row.Id, container => container.ContainerId = null, CancellationToken.None),
                context,
                CancellationToken.None);
            await ContainerState.RecordAsync(store, context, row.Id, ContainerStatus.Failed, reason);
        }
        else
        {
            await store.WriteAsync(db => db.RemoveContainerAsync(row.Id, CancellationToken.None), context, CancellationToken.None);
        }

        await journal.EndAsync(isCancelled ? JobState.Cancelled : JobState.Failure, $"Undone; nothing is left on node {plan.Node.Name}. Cause: {reason}");
    }

    private async Task<bool> RemoveRemoteAsync(bool isCancelled, CancellationToken cancellationToken)
    {
        var remote = new RemoteContainer(client, plan.Node.Name, row.ContainerId!.Value, Patience, context);
        await source.SettleAsync(client, isCancelled, cancellationToken);
        if (isCancelled) await StopTasksAsync(cancellationToken);
        await remote.SettleAsync(cancellationToken);
        var state = await remote.LocateAsync(cancellationToken);
        if (state is null) return false;
        if (!state.IsOwnedBy(row))
        {
            context.Verbose($"{remote.Label} does not carry this container's mark and is left alone.");
            return false;
        }

        if (state.IsRunning)
        {
            await journal.StepAsync($"Stopping {remote.Label}.");
            await remote.StopAsync(cancellationToken);
        }

        await journal.StepAsync($"Removing {remote.Label}.");
        await remote.DeleteAsync(cancellationToken);
        return true;
    }

    private ClusterException Unanswered() => new(
        ErrorIds.Timeout, ClusterErrorKind.Timeout,
        $"node {plan.Node.Name} never answered the request to create it and may still carry it out", target: plan.Hostname);

    private async Task StopTasksAsync(CancellationToken cancellationToken)
    {
        var tasks = await client.GetTasksAsync(plan.Node.Name, row.ContainerId, ProxmoxTaskSource.Active, null, cancellationToken);
        foreach (var task in tasks.Where(task => task.IsRunning)) await client.StopTaskAsync(task.Upid, cancellationToken);
    }
}
