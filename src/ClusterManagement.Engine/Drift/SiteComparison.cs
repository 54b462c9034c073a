using System.Runtime.CompilerServices;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Drift;

/// <summary>Compares the rows of a cluster's nodes with what the cluster has.</summary>
/// <param name="store">The database.</param>
/// <param name="view">The cluster.</param>
/// <param name="nodes">The rows of its nodes.</param>
/// <param name="context">The operation's context.</param>
internal sealed class SiteComparison(ClusterStore store, ClusterView view, IReadOnlyList<NodeEntity> nodes, IOperationContext context)
{
    // Configurations that are read at once.
    private const int Batch = 4;

    private readonly RemoteAbsence _absence = new(view.Client, context);

    /// <summary>Compares rows.</summary>
    /// <param name="rows">The rows, with their nodes and sites.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<DriftFinding> CompareAsync(
        IReadOnlyList<ContainerEntity> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var batch in rows.Chunk(Batch))
        {
            foreach (var findings in await Task.WhenAll(batch.Select(row => CompareAsync(row, cancellationToken))))
            {
                foreach (var finding in findings) yield return finding;
            }
        }
    }

    private async Task<List<DriftFinding>> CompareAsync(ContainerEntity row, CancellationToken cancellationToken)
    {
        try
        {
            return await CompareOneAsync(row, cancellationToken);
        }
        catch (RemoteApiException exception) when (exception.Kind != ClusterErrorKind.Authentication)
        {
            context.Warning($"Container {row.Hostname} ({row.ContainerId}) cannot be looked at, and is left as it is recorded: {exception.Message}");
            return [];
        }
    }

    private async Task<List<DriftFinding>> CompareOneAsync(ContainerEntity row, CancellationToken cancellationToken)
    {
        if (row.Status is ContainerStatus.Creating or ContainerStatus.Failed) return [Unfinished(row)];

        // What is only registered has no other side.
        if (row.ContainerId is null) return [];
        var id = row.ContainerId.Value;
        var found = view.Find(id);
        if (found is null)
        {
            if (await _absence.IsCertainAsync(id, cancellationToken)) return Missing(row, $"the cluster has no container {id}");
            context.Warning($"Container {row.Hostname} ({id}) is left as it is recorded: the cluster has it and does not show it to {view.Client.Endpoint.UserOrTokenId}, who may lack the right VM.Audit.");
            return [];
        }

        if (found.Type != "lxc") return Missing(row, $"CTID {id} is a virtual machine now");
        if (!view.IsOnline(found.Node!)) return Unknown(row, found.Node!);
        return await CompareOnlineAsync(row, found, cancellationToken);
    }

    private async Task<List<DriftFinding>> CompareOnlineAsync(ContainerEntity row, ProxmoxResource found, CancellationToken cancellationToken)
    {
        var remote = new RemoteContainer(view.Client, found.Node!, row.ContainerId!.Value, TimeSpan.FromMinutes(1), context);
        var state = await remote.LocateAsync(cancellationToken);
        if (state is null) return Missing(row, $"the cluster has no container {row.ContainerId}");
        var isRenamed = !string.Equals(state.Config.Hostname, row.Hostname, StringComparison.OrdinalIgnoreCase);
        if (!state.IsKnownAs(row) && (state.OwnershipId is not null || isRenamed))
        {
            return Missing(row, $"CTID {row.ContainerId} is another container now, {state.Config.Hostname}, which carries {(state.OwnershipId is null ? "no mark and has another MAC address" : "another mark")}");
        }

        var findings = new List<DriftFinding>();
        if (state.Node != row.Node.Name) findings.Add(Moved(row, state.Node));
        var status = state.IsRunning ? ContainerStatus.Running : ContainerStatus.Stopped;
        if (row.Status != status) findings.Add(Observed(row, state.Node, DriftKind.Status, status, null));
        findings.AddRange(await new ConfigComparison(store, view, row, state.Node, state.Config).RunAsync(cancellationToken));
        return findings;
    }

    private DriftFinding Unfinished(ContainerEntity row) => new(store, ConfigComparison.Drift(row, row.Node.Name, DriftKind.Unfinished) with
    {
        Ours = Text(row.Status),
        Reason = $"{row.StatusReason ?? "making it has not ended"}; Repair-ClusterContainer finishes or undoes it",
    });

    private List<DriftFinding> Missing(ContainerEntity row, string reason) =>
        row.Status is ContainerStatus.Missing or ContainerStatus.Pending ? [] : [Observed(row, row.Node.Name, DriftKind.Missing, ContainerStatus.Missing, reason)];

    private List<DriftFinding> Unknown(ContainerEntity row, string node) =>
        row.Status == ContainerStatus.Unknown ? [] : [Observed(row, node, DriftKind.Unknown, ContainerStatus.Unknown, $"node {node} is offline")];

    private DriftFinding Observed(ContainerEntity row, string node, DriftKind kind, ContainerStatus status, string? reason) => new(
        store, ConfigComparison.Drift(row, node, kind, "Status") with { Ours = Text(row.Status), Theirs = Text(status), Reason = reason })
    {
        Row = row,
        Record = entry => (entry.Status, entry.StatusReason) = (status, reason),
    };

    private DriftFinding Moved(ContainerEntity row, string node)
    {
        var there = nodes.FirstOrDefault(entry => string.Equals(entry.Name, node, StringComparison.OrdinalIgnoreCase));
        return new DriftFinding(store, ConfigComparison.Drift(row, node, DriftKind.Node, "Node") with
        {
            Ours = row.Node.Name,
            Theirs = node,
            Reason = there is null ? $"node {node} is not registered in site {row.Node.Site.Name}; Import-ClusterNode registers it" : null,
        })
        {
            Row = row,
            Record = there is null ? null : entry => entry.NodeId = there.Id,
        };
    }

    private static string Text(ContainerStatus status) => status.ToString().ToLowerInvariant();
}
