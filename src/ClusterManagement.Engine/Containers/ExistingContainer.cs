using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Validation;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Containers;

/// <summary>The container that is there already when one is asked for: taken when it is as asked for, refused when it is not.</summary>
/// <param name="store">The database.</param>
/// <param name="proxmox">The way to the nodes' API.</param>
/// <param name="draft">The container that is asked for.</param>
/// <param name="context">The operation's context.</param>
internal sealed class ExistingContainer(ClusterStore store, ProxmoxGateway proxmox, ContainerDraft draft, IOperationContext context)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private CancellationToken Token => context.CancellationToken;

    /// <summary>Finds it by its host name. One that another command is making is waited for.</summary>
    /// <returns>Its row, with its node; null when there is none.</returns>
    public async Task<ContainerEntity?> FindAsync()
    {
        var hostname = NameRules.HostName(draft.Hostname ?? draft.Name, draft.Hostname is null ? "Name" : "Hostname");
        var row = await ReadAsync(hostname);
        if (row is not { Status: ContainerStatus.Creating }) return row;
        context.Verbose($"Container {hostname} is being made by another command; waiting for it.");
        var start = TimeProvider.System.GetTimestamp();
        while (row is { Status: ContainerStatus.Creating })
        {
            if (TimeProvider.System.GetElapsedTime(start) > draft.Timeout) throw TookTooLong(hostname);
            await Task.Delay(Pause, Token);
            row = await ReadAsync(hostname);
        }

        return row;
    }

    /// <summary>Takes it, and starts it when it is asked for running.</summary>
    /// <param name="row">Its row, with its node.</param>
    /// <returns>The container, or null when starting it was not approved.</returns>
    /// <exception cref="ContainerDiffersException">It is not as it was asked for.</exception>
    public async Task<Container?> TakeAsync(ContainerEntity row)
    {
        RefuseBroken(row);
        var state = await LookAsync(row);
        var differences = DraftComparison.Of(draft, row, state).ToList();
        if (differences.Count > 0) throw new ContainerDiffersException(row.Hostname, differences);
        context.Verbose($"Container {row.Hostname} exists and is as it was asked for.");
        var service = new ContainerService(store, proxmox);
        var container = await service.GetAsync(new ContainerIdentity(row.Hostname), Token);
        return draft.Start && state is { IsRunning: false }
            ? await service.PowerAsync(new ContainerIdentity(container), new PowerRequest(PowerAction.Start, draft.Timeout), context)
            : container;
    }

    private static void RefuseBroken(ContainerEntity row)
    {
        if (row.Status is not (ContainerStatus.Failed or ContainerStatus.Missing)) return;
        throw new ObjectInUseException(
            Nouns.Container, row.Hostname,
            $"Container {row.Hostname} exists and is {row.Status.ToString().ToLowerInvariant()}: {row.StatusReason ?? "no reason was recorded"}",
            $"Finish or undo it with Repair-ClusterContainer {row.Hostname}, or remove it, and ask again.");
    }

    // The row knows most; Proxmox is asked only for what it does not know. What is seen there is recorded.
    private async Task<RemoteState?> LookAsync(ContainerEntity row)
    {
        if (row.ContainerId is null || draft.NoProvision || !(draft.Start || DraftComparison.NeedsLook(draft))) return null;
        using var client = proxmox.Connect(row.Node, context);
        var remote = new RemoteContainer(client, row.Node.Name, row.ContainerId.Value, draft.Timeout, context);
        var state = await remote.LocateAsync(Token) ?? throw Missing(row);
        state.RefuseForeign(row);
        var status = state.IsRunning ? ContainerStatus.Running : ContainerStatus.Stopped;
        if (row.Status is ContainerStatus.Running or ContainerStatus.Stopped && row.Status != status && !context.IsRehearsal)
        {
            await ContainerState.RecordAsync(store, context, row.Id, status);
        }

        return state;
    }

    private Task<ContainerEntity?> ReadAsync(string hostname) => store.ReadAsync(
        db => db.Containers.Include(row => row.Node).ThenInclude(node => node.Site).FirstOrDefaultAsync(row => row.Hostname == hostname, Token), Token);

    private ClusterException TookTooLong(string hostname) => new(
        ErrorIds.Timeout, ClusterErrorKind.Timeout,
        $"Container {hostname} has been in the making by another command for more than {draft.Timeout.TotalSeconds:0} s.",
        $"See what it does with Get-ClusterJob -Container {hostname}. If it is gone, finish or undo its work with Repair-ClusterContainer {hostname}.", hostname);

    private static ClusterException Missing(ContainerEntity row) => new(
        ErrorIds.ContainerMissing, ClusterErrorKind.NotFound,
        $"Container {row.Hostname} is registered, and no node of the cluster has its CTID {row.ContainerId}.",
        $"Restore it from a backup, or remove its registration with Remove-ClusterContainer {row.Hostname}, and ask again.", row.Hostname);
}
