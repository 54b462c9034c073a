using ClusterManagement.Data.Audit;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Repair;

/// <summary>
/// Tells jobs that somebody runs from those whose process is gone. A live one is known by its sign of life, which is awaited:
/// clocks of different machines need not agree. A process of this machine that still lives is left alone even when it has
/// been silent for a while, as one that was suspended is.
/// </summary>
/// <param name="store">The database.</param>
/// <param name="patience">How long a sign of life is awaited.</param>
/// <param name="context">The operation's context.</param>
internal sealed class JobWatch(ClusterStore store, TimeSpan patience, IOperationContext context)
{
    // Nothing is silent for so long and comes back; a process that lives is then waiting for something else.
    private static readonly TimeSpan LongSilence = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Watches the jobs that are recorded as running.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <returns>Those that nobody runs, as they were seen last.</returns>
    public async Task<IReadOnlyList<JobEntity>> FindAbandonedAsync(IReadOnlyList<JobEntity> jobs)
    {
        var doubtful = new Dictionary<int, JobEntity>();
        var abandoned = new List<JobEntity>();
        foreach (var job in jobs)
        {
            if (JobPulse.IsRunningHere(store, job.Id)) continue;
            if (DateTime.UtcNow - job.UpdatedAt > LongSilence) abandoned.Add(job);
            else if (!await IsOfLivingProcessAsync(job)) doubtful[job.Id] = job;
        }

        if (doubtful.Count > 0) await AwaitSignsAsync(doubtful);
        abandoned.AddRange(doubtful.Values);
        return abandoned;
    }

    private static bool IsAlive(int processId, DateTime since)
    {
        try
        {
            // Numbers of processes are given out again: one that began later is another one.
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            return !process.HasExited && process.StartTime.ToUniversalTime() <= since;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    // The reservation of a container says in the audit trail which process made it.
    private async Task<bool> IsOfLivingProcessAsync(JobEntity job)
    {
        const string containers = "container/";
        if (job.AssociatedResource?.StartsWith(containers, StringComparison.Ordinal) != true) return false;
        var hostname = job.AssociatedResource[containers.Length..];
        var told = await store.ReadAsync(db => db.AuditEvents
            .Where(row => row.Resource == Nouns.Container && row.Name == hostname && row.Action == AuditAction.Create)
            .OrderByDescending(row => row.Id).FirstOrDefaultAsync(context.CancellationToken));
        return told is not null && told.Host == AuditOrigin.Host && told.ProcessId != Environment.ProcessId
            && (job.CreatedAt - told.OccurredAt).Duration() < TimeSpan.FromMinutes(1) && IsAlive(told.ProcessId, told.OccurredAt);
    }

    private async Task AwaitSignsAsync(Dictionary<int, JobEntity> doubtful)
    {
        context.Verbose($"Watching {doubtful.Count} running job{(doubtful.Count == 1 ? string.Empty : "s")} for {patience.TotalSeconds:0.#} s: a job that somebody runs gives a sign of life every {JobPulse.Interval.TotalSeconds:0} s.");
        var start = TimeProvider.System.GetTimestamp();
        while (doubtful.Count > 0)
        {
            var ids = doubtful.Keys.ToList();
            var current = await store.ReadAsync(db => db.Jobs.Where(job => ids.Contains(job.Id) && job.Status == JobState.Running)
                .ToDictionaryAsync(job => job.Id, job => job.Version, context.CancellationToken));
            foreach (var id in ids.Where(id => !current.TryGetValue(id, out var version) || version != doubtful[id].Version)) doubtful.Remove(id);
            var left = patience - TimeProvider.System.GetElapsedTime(start);
            if (left <= TimeSpan.Zero) return;
            context.Progress(new OperationProgress("Repairing", $"Waiting for signs of life of {doubtful.Count} jobs, {left.TotalSeconds:0} s", -1));
            await Task.Delay(left < Pause ? left : Pause, context.CancellationToken);
        }
    }
}
