using ClusterManagement.Data;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Jobs;

/// <summary>Writes a job's steps as they happen, and says them to the caller.</summary>
internal sealed class JobJournal
{
    private const int LongestMessage = 4096;

    private readonly ClusterStore _store;
    private readonly IOperationContext _context;
    private readonly string _activity;
    private readonly int _jobId;
    private readonly JobPulse _pulse;

    private JobJournal(ClusterStore store, IOperationContext context, JobEntity job)
    {
        _store = store;
        _context = context;
        _activity = job.Name;
        _jobId = job.Id;
        _pulse = JobPulse.Start(store, context, job.Id);
    }

    /// <summary>Starts a job of its own.</summary>
    /// <param name="store">The database.</param>
    /// <param name="context">The operation's context.</param>
    /// <param name="name">What the job does.</param>
    /// <param name="hostname">The container it works on.</param>
    public static Task<JobJournal> StartAsync(ClusterStore store, IOperationContext context, string name, string hostname) =>
        StartOnAsync(store, context, name, JobService.Resource(hostname));

    /// <summary>Starts a job of its own that works on something else than a container.</summary>
    /// <param name="store">The database.</param>
    /// <param name="context">The operation's context.</param>
    /// <param name="name">What the job does.</param>
    /// <param name="resource">What it works on, such as <c>node/pve1</c>.</param>
    public static async Task<JobJournal> StartOnAsync(ClusterStore store, IOperationContext context, string name, string resource)
    {
        var job = await store.WriteAsync(
            async db =>
            {
                var job = AddOn(db, name, resource, "Started.");
                await db.SaveChangesAsync(context.CancellationToken);
                return job;
            },
            context);
        return Continue(store, context, job);
    }

    /// <summary>Adds a running job to a transaction that also writes what the job is about.</summary>
    /// <param name="db">The transaction's context.</param>
    /// <param name="name">What the job does.</param>
    /// <param name="hostname">The container it works on.</param>
    /// <param name="message">The first step.</param>
    public static JobEntity Add(ClusterContext db, string name, string hostname, string message) =>
        AddOn(db, name, JobService.Resource(hostname), message);

    private static JobEntity AddOn(ClusterContext db, string name, string resource, string message)
    {
        var job = new JobEntity { Name = name, AssociatedResource = resource, Status = JobState.Running };
        job.Statuses.Add(new JobStatusEntity { Message = message });
        db.Jobs.Add(job);
        return job;
    }

    /// <summary>Goes on with a job that was added to a transaction.</summary>
    /// <param name="store">The database.</param>
    /// <param name="context">The operation's context.</param>
    /// <param name="job">The job.</param>
    public static JobJournal Continue(ClusterStore store, IOperationContext context, JobEntity job) => new(store, context, job);

    /// <summary>The job's key.</summary>
    public int JobId => _jobId;

    /// <summary>
    /// Writes a step, before it is done. A job that somebody else has ended, having found no sign of life, does nothing more.
    /// </summary>
    /// <param name="message">What is done.</param>
    /// <param name="percent">How far the job is, or -1.</param>
    /// <exception cref="ClusterException"><c>ConcurrencyConflict</c>: the job was ended by somebody else.</exception>
    public async Task StepAsync(string message, int percent = -1)
    {
        _context.Verbose(message);
        _context.Progress(new OperationProgress(_activity, message, percent));
        await _store.WriteAsync(
            async db =>
            {
                if (!await db.Jobs.AnyAsync(job => job.Id == _jobId && job.Status == JobState.Running)) throw TakenOver();
                db.JobStatuses.Add(new JobStatusEntity { JobId = _jobId, Message = Shorten(message) });
                return await db.SaveChangesAsync(CancellationToken.None);
            },
            _context,
            CancellationToken.None);
    }

    /// <summary>Ends the job.</summary>
    /// <param name="state">How it ended.</param>
    /// <param name="message">The last step.</param>
    public async Task EndAsync(JobState state, string message)
    {
        _context.Verbose(message);
        _context.Progress(new OperationProgress(_activity, message, 100, IsCompleted: true));
        _pulse.Stop();
        await _store.WriteAsync(
            async db =>
            {
                var now = ClusterContext.Now;
                var version = Guid.NewGuid();
                db.JobStatuses.Add(new JobStatusEntity { JobId = _jobId, Message = Shorten(message) });
                await db.SaveChangesAsync(CancellationToken.None);
                return await db.Jobs.Where(job => job.Id == _jobId && job.Status == JobState.Running).ExecuteUpdateAsync(job => job
                    .SetProperty(row => row.Status, state)
                    .SetProperty(row => row.CompletedAt, now)
                    .SetProperty(row => row.UpdatedAt, now)
                    .SetProperty(row => row.Version, version));
            },
            _context,
            CancellationToken.None);
    }

    /// <summary>
    /// Ends the jobs that a process which is gone left running on a container. Called once the container is no more, when
    /// nothing can be at work on it.
    /// </summary>
    /// <param name="hostname">The container they worked on.</param>
    public async Task EndInterruptedAsync(string hostname)
    {
        var resource = JobService.Resource(hostname);
        await _store.WriteAsync(
            async db =>
            {
                var interrupted = await db.Jobs.AsTracking()
                    .Where(job => job.AssociatedResource == resource && job.Status == JobState.Running && job.Id != _jobId).ToListAsync();
                foreach (var job in interrupted)
                {
                    job.Status = JobState.Failure;
                    job.CompletedAt = ClusterContext.Now;
                    db.JobStatuses.Add(new JobStatusEntity { JobId = job.Id, Message = "Interrupted; what it left has been removed." });
                }

                return await db.SaveChangesAsync(CancellationToken.None);
            },
            _context,
            CancellationToken.None);
    }

    /// <summary>Runs a job to its end, whichever that is.</summary>
    /// <typeparam name="T">What the work returns.</typeparam>
    /// <param name="work">The work.</param>
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        try
        {
            var result = await work();
            await EndAsync(JobState.Success, "Done.");
            return result;
        }
        catch (OperationCanceledException)
        {
            await EndAsync(JobState.Cancelled, "Cancelled.");
            throw;
        }
        catch (Exception exception)
        {
            await EndAsync(JobState.Failure, exception.Message);
            throw;
        }
    }

    private ClusterException TakenOver() => new(
        ErrorIds.ConcurrencyConflict, ClusterErrorKind.Conflict,
        $"Job {_jobId} ({_activity}) was ended by somebody else, who found no sign of life; nothing more is done.",
        $"See what became of it: Get-ClusterJob {_jobId}.", _jobId);

    private static string Shorten(string message) => message.Length <= LongestMessage ? message : message[..LongestMessage];
}
