using System.Collections.Concurrent;
using ClusterManagement.Data;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Jobs;

/// <summary>
/// The sign of life of a running job: while the process that runs it lives, the job's row is written every few seconds. A
/// job whose row stays as it is has nobody any more who runs it, wherever that was and whatever its clock said.
/// </summary>
internal sealed class JobPulse
{
    /// <summary>How often a running job gives a sign of life.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    // Jobs of this process, which needs no sign to know.
    private static readonly ConcurrentDictionary<(string Database, int Job), byte> Running = new();

    private readonly CancellationTokenSource _end = new();

    private JobPulse()
    {
    }

    /// <summary>True when this process runs a job.</summary>
    /// <param name="store">The database.</param>
    /// <param name="jobId">The job.</param>
    public static bool IsRunningHere(ClusterStore store, int jobId) => Running.ContainsKey((store.Location, jobId));

    /// <summary>Starts giving signs of life for a job.</summary>
    /// <param name="store">The database.</param>
    /// <param name="context">The operation's context.</param>
    /// <param name="jobId">The job.</param>
    public static JobPulse Start(ClusterStore store, IOperationContext context, int jobId)
    {
        var pulse = new JobPulse();
        Running[(store.Location, jobId)] = 0;
        _ = BeatAsync(store, context, jobId, new WeakReference(pulse), pulse._end.Token);
        return pulse;
    }

    /// <summary>Stops. Called when the job has ended.</summary>
    public void Stop() => _end.Cancel();

    // The job is held weakly: when it is forgotten without having been ended, nobody is at work on it any more.
    private static async Task BeatAsync(ClusterStore store, IOperationContext context, int jobId, WeakReference pulse, CancellationToken end)
    {
        try
        {
            using var timer = new PeriodicTimer(Interval);
            while (await timer.WaitForNextTickAsync(end) && pulse.IsAlive)
            {
                try
                {
                    await BeatOnceAsync(store, context, jobId);
                }
                catch (ClusterException exception)
                {
                    // A database that is away for a moment has not ended the job.
                    context.Debug($"Job {jobId} could not give a sign of life: {exception.Message}");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The job has ended.
        }
        finally
        {
            Running.TryRemove((store.Location, jobId), out _);
        }
    }

    private static Task<int> BeatOnceAsync(ClusterStore store, IOperationContext context, int jobId)
    {
        var (now, version) = (ClusterContext.Now, Guid.NewGuid());
        return store.WriteAsync(
            db => db.Jobs.Where(job => job.Id == jobId && job.Status == JobState.Running).ExecuteUpdateAsync(job => job
                .SetProperty(row => row.UpdatedAt, now)
                .SetProperty(row => row.Version, version)),
            context,
            CancellationToken.None);
    }
}
