using System.Runtime.ExceptionServices;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>
/// One thing that is done to a container by a task: sent, followed to its end, sent again where that does no harm. When an answer or
/// the task itself is lost, what became of it is looked up before anything else happens.
/// </summary>
/// <param name="client">The client of the container's cluster.</param>
/// <param name="container">The container.</param>
/// <param name="what">What is done, at the start of a sentence.</param>
/// <param name="timeout">How long one task may take.</param>
/// <param name="context">The operation's context.</param>
internal sealed class RemoteOperation(
    ProxmoxClient client, RemoteContainer container, string what, TimeSpan timeout, IOperationContext context)
{
    private const int LockTries = 5;
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(500);

    private readonly LockWait _lock = new(client, container, what, timeout, context);
    private readonly TaskSearch _search = new(client, container);
    private bool _isRepeated;

    /// <summary>Starts the task.</summary>
    public required Func<Task<Upid>> Start { get; init; }

    /// <summary>True for an error that says that there is nothing to do.</summary>
    public Func<RemoteApiException, bool> IsDone { get; init; } = static _ => false;

    /// <summary>
    /// Tells from the container, null when it is gone, whether the aim is reached. With it the task may be started once more when
    /// it came to nothing; null when only the task can tell.
    /// </summary>
    public Func<RemoteState?, bool>? IsReached { get; init; }

    /// <summary>Does it.</summary>
    /// <param name="cancellationToken">Ends the waiting; the task goes on.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Upid? found = null;
        for (var i = 1; ; i++)
        {
            var since = client.ServerTime;
            try
            {
                await FollowAsync(found ?? await Start(), cancellationToken);
                return;
            }
            catch (RemoteApiException error) when (IsDone(error))
            {
                context.Verbose($"{what}: {error.Message}");
                return;
            }
            catch (RemoteApiException error) when (ProxmoxErrors.IsLocked(error))
            {
                found = null;
                await _lock.WaitAsync(error, cancellationToken);
            }
            catch (RemoteApiException error) when (i < LockTries && error.Task is not null && ProxmoxErrors.IsLockTimeout(error))
            {
                // The task waited ten seconds for a lock and did nothing.
                found = null;
                context.Verbose($"{what}: {error.Message} Trying again.");
                await Task.Delay(LockPause * i, cancellationToken);
            }
            catch (RemoteApiException error) when (error.IsAmbiguous && !IsStillRunning(error))
            {
                context.Verbose($"{what}: {error.Message} Looking what became of it.");
                found = error.Task is null ? await _search.FindAsync(error, since, cancellationToken) : null;
                if (found is null && await IsReachedAsync(error, cancellationToken)) return;
            }
        }
    }

    // Somebody has waited as long as was asked for, and the task is known to go on.
    private static bool IsStillRunning(RemoteApiException error) => error is { Kind: ClusterErrorKind.Timeout, Task: not null };

    private async Task FollowAsync(Upid task, CancellationToken cancellationToken)
    {
        _search.Exclude(task);
        var result = await client.WaitForTaskAsync(task, timeout, Progress(), cancellationToken);
        foreach (var warning in result.EnsureSuccess(what).Warnings) context.Warning($"{what}: {warning}");
    }

    /// <summary>Looks at the container itself. False means that it is to be done once more.</summary>
    private async Task<bool> IsReachedAsync(RemoteApiException error, CancellationToken cancellationToken)
    {
        RemoteState? state = null;
        try
        {
            if (IsReached is not null) state = await container.LocateAsync(cancellationToken);
        }
        catch (RemoteApiException)
        {
            // As long as nobody can look, the first error is the one to know.
            ExceptionDispatchInfo.Throw(error);
        }

        if (IsReached?.Invoke(state) == true)
        {
            context.Verbose($"{what}: done, as {container.Label} shows.");
            return true;
        }

        if (IsReached is null || _isRepeated || state is null) ExceptionDispatchInfo.Throw(error);
        _isRepeated = true;
        context.Verbose($"{what}: came to nothing, trying once more.");
        return false;
    }

    private Progress<TaskProgress> Progress() => new(
        progress => context.Progress(new OperationProgress(what, progress.LastLine ?? $"{progress.Elapsed.TotalSeconds:0} s")));
}
