using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Drift;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Repair;

/// <summary>Finds what interrupted work left: half-made containers, jobs nobody runs, containers without a registration.</summary>
/// <param name="store">The database.</param>
/// <param name="proxmox">The way to the nodes' API.</param>
internal sealed class RepairService(ClusterStore store, ProxmoxGateway proxmox) : IRepairService
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<IRepairFinding> FindAsync(RepairRequest request, IOperationContext context)
    {
        var token = context.CancellationToken;
        if (request.Patience < TimeSpan.Zero) throw new InvalidValueException("Patience", request.Patience.TotalSeconds, "0 seconds or more");
        var scope = await DriftScope.ReadAsync(store, request.Filter, token);
        var running = await store.ReadAsync(db => db.Jobs.Where(job => job.Status == JobState.Running).OrderBy(job => job.Id).ToListAsync(token));
        var ours = await RowsAsync(scope, running, token);
        var isWhole = scope.IsWhole && request.Filter.Site is null;
        var known = ours.Select(row => JobService.Resource(row.Hostname)).ToHashSet(StringComparer.Ordinal);
        var watched = running.Where(job => isWhole || known.Contains(job.AssociatedResource ?? string.Empty)).ToList();
        var abandoned = await new JobWatch(store, request.Patience, context).FindAbandonedAsync(watched);

        // Read again: while the jobs were watched, work may have come to its end.
        var rows = await RowsAsync(scope, abandoned, token);
        var busy = await store.ReadAsync(db => db.Jobs.Where(job => job.Status == JobState.Running).ToListAsync(token));
        var left = abandoned.ToList();
        foreach (var row in rows)
        {
            var resource = JobService.Resource(row.Hostname);
            var jobs = abandoned.Where(job => job.AssociatedResource == resource).ToList();
            left.RemoveAll(jobs.Contains);
            if (Find(row, jobs, busy.Find(job => job.AssociatedResource == resource && abandoned.All(gone => gone.Id != job.Id)), request) is { } finding) yield return finding;
        }

        foreach (var job in left) yield return Find(job);
        if (!scope.IsWhole) yield break;
        foreach (var site in scope.Sites)
        {
            foreach (var (view, nodes) in await new ClusterViews(proxmox, context).LookAsync(site))
            {
                await foreach (var (drift, mark) in new OrphanSearch(store, view, nodes, context).FindAsync())
                {
                    var removal = new OrphanRemoval(store, view.Client, drift, mark, request.Timeout);
                    yield return drift.Kind == DriftKind.Orphan && request.RemoveOrphans
                        ? new RepairFinding(removal.Found, "Remove without a registration", removal.RunAsync, isDestructive: true)
                        : new RepairFinding(removal.Found, null, null);
                }
            }
        }
    }

    // Rows whose making has not ended well, and those that the jobs work on. What -OnFailure Keep left has no CTID and is kept.
    private Task<List<ContainerEntity>> RowsAsync(DriftScope scope, IReadOnlyList<JobEntity> jobs, CancellationToken cancellationToken) => store.ReadAsync(db =>
    {
        const string containers = "container/";
        var names = jobs.Where(job => job.AssociatedResource?.StartsWith(containers, StringComparison.Ordinal) == true)
            .Select(job => job.AssociatedResource![containers.Length..]).Distinct().ToList();
        var sites = scope.Sites.Select(site => site[0].SiteId).ToList();
        return scope.Rows(db).Include(row => row.Node).ThenInclude(node => node.Site)
            .Where(row => sites.Contains(row.Node.SiteId))
            .Where(row => row.Status == ContainerStatus.Creating || (row.Status == ContainerStatus.Failed && row.ContainerId != null) || names.Contains(row.Hostname))
            .OrderBy(row => row.Hostname).ToListAsync(cancellationToken);
    });

    private RepairFinding? Find(ContainerEntity row, List<JobEntity> jobs, JobEntity? live, RepairRequest request)
    {
        var repair = new ContainerRepair(store, proxmox, row, jobs, request.Timeout);
        if (live is not null)
        {
            return new RepairFinding(repair.Found with { Outcome = RepairOutcome.Busy, JobId = live.Id, Reason = $"job {live.Id} is at work on it: {live.Name}" }, null, null);
        }

        var isUnfinished = row.Status == ContainerStatus.Creating || (row.Status == ContainerStatus.Failed && row.ContainerId is not null);
        return jobs.Count > 0 || isUnfinished ? new RepairFinding(repair.Found, "Finish or undo what was interrupted on", repair.RunAsync) : null;
    }

    private RepairFinding Find(JobEntity job)
    {
        var found = new RepairResult
        {
            Container = job.AssociatedResource?.Split('/')[^1] ?? string.Empty,
            JobId = job.Id,
            Reason = $"interrupted: {job.Name}; nothing is registered that it worked on",
        };
        return new RepairFinding(found, $"End job {job.Id}, which nobody runs, on", async context =>
            await new RepairClaim(store).EndAsync(job, "Interrupted: the process that ran it is gone. Nothing is registered that it worked on.", context)
                ? found with { Outcome = RepairOutcome.Ended, Reason = $"Job {job.Id} ({job.Name}) was interrupted and left nothing that is registered; it is ended." }
                : found with { Outcome = RepairOutcome.Busy, Reason = $"job {job.Id} went on meanwhile" });
    }
}
