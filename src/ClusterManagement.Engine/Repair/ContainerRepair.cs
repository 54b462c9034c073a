using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Engine.Drift;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Repair;

/// <summary>
/// Finishes or undoes what was interrupted on one container. A container that is whole stays and is recorded; what is half
/// made, or was to be undone already, goes. Only what carries the row's mark is ever removed.
/// </summary>
/// <param name="store">The database.</param>
/// <param name="proxmox">The way to the node's API.</param>
/// <param name="row">The container, with its node.</param>
/// <param name="jobs">The jobs that were interrupted on it.</param>
/// <param name="timeout">How long one task may take.</param>
internal sealed class ContainerRepair(
    ClusterStore store, ProxmoxGateway proxmox, ContainerEntity row, IReadOnlyList<JobEntity> jobs, TimeSpan timeout)
{
    /// <summary>What was found.</summary>
    public RepairResult Found { get; } = new()
    {
        Container = row.Hostname,
        ContainerId = row.ContainerId,
        Node = row.Node.Name,
        JobId = jobs.Count == 0 ? null : jobs[^1].Id,
        Reason = row.Status switch
        {
            ContainerStatus.Creating => "making it was interrupted",
            ContainerStatus.Failed => $"making it failed and was not undone: {row.StatusReason}",
            _ => $"interrupted: {string.Join(", ", jobs.Select(job => job.Name))}",
        },
    };

    private bool IsRemoval => jobs.Any(job => job.Name == ContainerRemover.JobName(row.Hostname));

    /// <summary>Repairs it.</summary>
    /// <param name="context">The operation's context.</param>
    public async Task<RepairResult> RunAsync(IOperationContext context)
    {
        // Made before the claim, so that a node without a credential is refused without a trace.
        using var client = proxmox.Connect(row.Node, context);
        var journal = await new RepairClaim(store).TakeAsync(row, jobs, $"Repair container {row.Hostname}", context);
        if (journal is null) return Found with { Outcome = RepairOutcome.Busy, Reason = "somebody began to work on it meanwhile" };
        return await journal.RunAsync(async () =>
        {
            var (outcome, reason) = await RepairAsync(client, journal, context);
            await journal.StepAsync(reason);
            return Found with { Outcome = outcome, Reason = reason };
        });
    }

    private async Task<(RepairOutcome Outcome, string Reason)> RepairAsync(ProxmoxClient client, JobJournal journal, IOperationContext context)
    {
        var token = context.CancellationToken;
        if (row.ContainerId is not { } id) return await ForgetAsync(context, RepairOutcome.Undone, "Nothing was made on Proxmox; the registration is removed.");
        var remote = new RemoteContainer(client, row.Node.Name, id, timeout, context);
        await journal.StepAsync($"Looking at {remote.Label}, and waiting for tasks that still work on it.", 20);
        await SettleAsync(remote, context);
        var state = await remote.LocateAsync(token);
        var isNew = row.Status is ContainerStatus.Creating or ContainerStatus.Failed;
        if (state is null && !await new RemoteAbsence(client, context).IsCertainAsync(id, token)) throw Invisible(client);
        if (state is null || !(isNew ? state.IsOwnedBy(row) : state.IsKnownAs(row))) return await WithoutContainerAsync(isNew, state, remote, context);
        if (isNew && state.Config.Lock is { } held) throw Locked(remote, held);
        return isNew && (row.Status == ContainerStatus.Failed || state.Config.RootFs is null)
            ? await UndoAsync(remote, state, journal, context)
            : await RecordAsync(state, isNew, remote, context);
    }

    // What a task ended with shows in the container; a task that failed is no reason to stop here.
    private static async Task SettleAsync(RemoteContainer remote, IOperationContext context)
    {
        try
        {
            await remote.SettleAsync(context.CancellationToken);
        }
        catch (RemoteApiException exception) when (exception.IsAmbiguous && ProxmoxErrors.IsTaskMissing(exception))
        {
            context.Verbose(exception.Message);
        }
    }

    private async Task<(RepairOutcome Outcome, string Reason)> WithoutContainerAsync(bool isNew, RemoteState? state, RemoteContainer remote, IOperationContext context)
    {
        var what = state is null ? $"The cluster has no container {row.ContainerId}" : $"{remote.Label} is somebody else's and was left alone";
        if (isNew) return await ForgetAsync(context, RepairOutcome.Undone, $"{what}; the registration is removed.");
        if (IsRemoval) return await ForgetAsync(context, RepairOutcome.Finished, $"{what}; its interrupted removal is finished.");
        await ContainerState.RecordAsync(store, context, row.Id, ContainerStatus.Missing, $"{what}.");
        return (RepairOutcome.Recorded, $"{what}; the registration says missing.");
    }

    private async Task<(RepairOutcome Outcome, string Reason)> UndoAsync(RemoteContainer remote, RemoteState state, JobJournal journal, IOperationContext context)
    {
        if (state.IsRunning)
        {
            await journal.StepAsync($"Stopping {remote.Label}.", 40);
            await remote.StopAsync(context.CancellationToken);
        }

        await journal.StepAsync($"Removing {remote.Label}.", 60);
        await remote.DeleteAsync(context.CancellationToken);
        return await ForgetAsync(context, RepairOutcome.Undone, $"Nothing is left of container {row.ContainerId} on node {remote.Node}; the registration is removed.");
    }

    private async Task<(RepairOutcome Outcome, string Reason)> RecordAsync(RemoteState state, bool isNew, RemoteContainer remote, IOperationContext context)
    {
        var status = state.IsRunning ? ContainerStatus.Running : ContainerStatus.Stopped;
        await ContainerState.RecordAsync(store, context, row.Id, status);
        var seen = $"{remote.Label} is {status.ToString().ToLowerInvariant()}";
        return isNew ? (RepairOutcome.Finished, $"{seen}; it was made to its end, and the registration says so.")
            : IsRemoval ? (RepairOutcome.Recorded, $"{seen}: its removal was interrupted before it took effect, and can be repeated.")
            : (RepairOutcome.Recorded, $"{seen}, and the registration says so.");
    }

    private async Task<(RepairOutcome Outcome, string Reason)> ForgetAsync(IOperationContext context, RepairOutcome outcome, string reason)
    {
        await store.WriteAsync(db => db.RemoveContainerAsync(row.Id, CancellationToken.None), context, CancellationToken.None);
        return (outcome, reason);
    }

    private ClusterException Invisible(ProxmoxClient client) => new(
        ErrorIds.PermissionDenied, ClusterErrorKind.Permission,
        $"The cluster has something with the id {row.ContainerId} that {client.Endpoint.UserOrTokenId} may not see; container {row.Hostname} was left as it is.",
        "Give it the right VM.Audit on /vms, and repair again.", row.Hostname);

    private ClusterException Locked(RemoteContainer remote, string held) => new(
        ErrorIds.RemoteApiError, ClusterErrorKind.RemoteApi,
        $"{remote.Label} is locked ({held}) although no task works on it: it can be neither finished nor removed.",
        $"Run 'pct unlock {row.ContainerId}' on node {remote.Node}, and repair again: Repair-ClusterContainer {row.Hostname}.", row.Hostname);
}
