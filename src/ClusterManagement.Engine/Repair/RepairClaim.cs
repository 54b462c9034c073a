using ClusterManagement.Data;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Repair;

/// <summary>
/// Takes interrupted work over: in one transaction its jobs are ended and the job that repairs it begins. Whoever comes later
/// meets that job, and a process that was thought dead finds its own ended and does nothing more.
/// </summary>
/// <param name="store">The database.</param>
internal sealed class RepairClaim(ClusterStore store)
{
    /// <summary>Takes over.</summary>
    /// <param name="row">The container they work on, as it was seen last.</param>
    /// <param name="abandoned">The jobs, as they were seen last.</param>
    /// <param name="name">What the job that repairs is called.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The job that repairs; null when somebody is at work on it after all.</returns>
    public async Task<JobJournal?> TakeAsync(ContainerEntity row, IReadOnlyList<JobEntity> abandoned, string name, IOperationContext context)
    {
        var token = context.CancellationToken;
        var resource = JobService.Resource(row.Hostname);
        var job = await store.WriteAsync(
            async db =>
            {
                if (!await db.Containers.AnyAsync(entry => entry.Id == row.Id && entry.Version == row.Version, token)) return null;
                var running = await db.Jobs.AsTracking().Where(entry => entry.AssociatedResource == resource && entry.Status == JobState.Running).ToListAsync(token);
                if (!running.Select(entry => (entry.Id, entry.Version)).ToHashSet().SetEquals(abandoned.Select(seen => (seen.Id, seen.Version)))) return null;
                var repair = new JobEntity { Name = name, AssociatedResource = resource, Status = JobState.Running };
                var old = running.Count == 0 ? "nothing that runs" : $"job {string.Join(", ", running.Select(entry => entry.Id))}";
                repair.Statuses.Add(new JobStatusEntity { Message = $"Repairing what was left by {old}." });
                db.Jobs.Add(repair);
                await db.SaveChangesAsync(token);
                foreach (var entry in running) End(db, entry, $"Interrupted: the process that ran it is gone. Job {repair.Id} deals with what it left.");
                await db.SaveChangesAsync(token);
                return repair;
            },
            context);
        return job is null ? null : JobJournal.Continue(store, context, job);
    }

    /// <summary>Ends a job that left nothing else.</summary>
    /// <param name="abandoned">The job, as it was seen last.</param>
    /// <param name="message">Why.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>False when somebody runs it after all.</returns>
    public Task<bool> EndAsync(JobEntity abandoned, string message, IOperationContext context) => store.WriteAsync(
        async db =>
        {
            var job = await db.Jobs.AsTracking().FirstOrDefaultAsync(
                entry => entry.Id == abandoned.Id && entry.Version == abandoned.Version && entry.Status == JobState.Running, context.CancellationToken);
            if (job is null) return false;
            End(db, job, message);
            await db.SaveChangesAsync(context.CancellationToken);
            return true;
        },
        context);

    private static void End(ClusterContext db, JobEntity job, string message)
    {
        (job.Status, job.CompletedAt) = (JobState.Failure, ClusterContext.Now);
        db.JobStatuses.Add(new JobStatusEntity { JobId = job.Id, Message = message });
    }
}
