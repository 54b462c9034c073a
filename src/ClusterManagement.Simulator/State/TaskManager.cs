using ClusterManagement.Simulator.Api;

namespace ClusterManagement.Simulator.State;

/// <summary>Runs tasks in the background; those of one guest one after the other.</summary>
internal sealed class TaskManager(ClusterState state)
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<int, Task> _guests = [];
    private readonly List<TaskState> _tasks = [];
    private readonly DateTime _booted = DateTime.UtcNow.AddHours(-1);
    private int _nextPid = state.Options.FirstPid;

    /// <summary>All tasks, newest first.</summary>
    public IEnumerable<TaskState> All => _tasks.AsEnumerable().Reverse();

    public int NextPid() => _nextPid++;

    /// <summary>Starts a task and returns its id. Called under the lock of the cluster.</summary>
    /// <param name="call">The request that asked for it.</param>
    /// <param name="node">The node that runs it.</param>
    /// <param name="type">The type, such as vzcreate.</param>
    /// <param name="id">What it works on.</param>
    /// <param name="guest">The guest whose other tasks it must wait for, or null.</param>
    /// <param name="work">What it does.</param>
    public string Start(ApiCall call, string node, string type, string id, int? guest, TaskWork work)
    {
        var pstart = (long)(DateTime.UtcNow - _booted).TotalMilliseconds / 10;
        var task = new TaskState(node, NextPid(), pstart, type, id, call.Identity, work, call.Fault)
        {
            NeedsQuorum = call.Quorum == QuorumNeed.Task,
        };
        _tasks.Add(task);
        var previous = guest is { } key && _guests.TryGetValue(key, out var busy) && !busy.IsCompleted ? busy : null;
        var duration = call.Fault?.TaskDuration ?? state.Options.TaskDuration;
        task.IsHeld = duration == Timeout.InfiniteTimeSpan;

        if (previous is null)
        {
            Begin(task);
            if (task.IsRunning && duration == TimeSpan.Zero)
                End(task);
        }
        if (!task.IsRunning)
            return task.Upid;

        task.Execution = RunAsync(task, duration, previous);
        if (guest is { } vmId)
            _guests[vmId] = task.Execution;
        return task.Upid;
    }

    public TaskState? Find(string upid) => _tasks.Find(t => t.Upid == upid);

    /// <summary>Makes a node forget its tasks, finished and running ones alike; what runs goes on.</summary>
    public void Forget(string node) => _tasks.RemoveAll(t => t.Node == node);

    /// <summary>Ends the running tasks of a node where they are, with nobody to tidy up.</summary>
    public void KillAll(string node)
    {
        foreach (var task in _tasks.Where(t => t.Node == node && t.IsRunning))
            Kill(task);
    }

    /// <summary>Ends a running task at once. Called under the lock of the cluster.</summary>
    public static void Abort(TaskState task)
    {
        task.Work.Undo?.Invoke(task);
        task.Finish(task.Work.Interrupted);
        task.Wake.Cancel();
    }

    /// <summary>Lets the held tasks go on; the result ends when they have.</summary>
    public Task ReleaseHeldAsync() => Task.WhenAll(state.Run(_ =>
    {
        var held = _tasks.Where(t => t.IsHeld && t.IsRunning).ToList();
        foreach (var task in held)
        {
            task.IsHeld = false;
            task.Wake.Cancel();
        }
        return held.ConvertAll(t => t.Execution);
    }));

    public void Stop() => _stop.Cancel();

    private static void Kill(TaskState task)
    {
        task.Die();
        task.Wake.Cancel();
    }

    private void Begin(TaskState task) => Attempt(task, () =>
    {
        if (task.NeedsQuorum && !state.HasQuorum)
            throw new TaskFailedException(FaultCatalogue.NoQuorum);
        task.Work.Begin?.Invoke(task);
    });

    private void End(TaskState task)
    {
        var loss = task.Fault?.TaskLoss ?? TaskLoss.None;
        if (loss == TaskLoss.WorkLost)
            Kill(task);
        else
            Work(task);
        if (loss != TaskLoss.None)
            _tasks.Remove(task);
    }

    private static void Work(TaskState task) => Attempt(task, () =>
    {
        task.Log.AddRange(task.Fault?.TaskLog ?? []);
        var exitStatus = task.Fault?.TaskExitStatus ?? "OK";
        if (exitStatus != "OK" && !exitStatus.StartsWith("WARNINGS: ", StringComparison.Ordinal))
            throw new TaskFailedException(exitStatus);
        task.Work.Complete?.Invoke(task);
        task.Finish(exitStatus);
    });

    /// <summary>Whatever a worker of Proxmox VE dies of becomes the exit status of its task; so it is here.</summary>
    private static void Attempt(TaskState task, Action step)
    {
        try
        {
            step();
        }
        catch (Exception failure)
        {
            task.Work.Undo?.Invoke(task);
            task.Finish(failure.Message);
        }
    }

    private async Task RunAsync(TaskState task, TimeSpan duration, Task? previous)
    {
        if (previous is not null && !await AcquireAsync(task, previous))
            return;
        using var wake = CancellationTokenSource.CreateLinkedTokenSource(task.Wake.Token, _stop.Token);
        await Task.Delay(duration, wake.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_stop.IsCancellationRequested)
            return;
        state.Run(_ =>
        {
            if (task.IsRunning)
                End(task);
        });
    }

    /// <summary>Waits for the task that holds the guest; false when it is not to run any more.</summary>
    private async Task<bool> AcquireAsync(TaskState task, Task previous)
    {
        state.Run(_ => task.Log.Add("trying to acquire lock..."));
        var timeout = Task.Delay(state.Options.LockTimeout, _stop.Token);
        var acquired = await Task.WhenAny(previous, timeout) == previous;
        return !_stop.IsCancellationRequested && state.Run(_ =>
        {
            if (!task.IsRunning)
                return false;
            if (acquired)
            {
                task.Log.Add(" OK");
                Begin(task);
            }
            else
            {
                task.Finish($"can't lock file '/run/lock/lxc/pve-config-{task.Id}.lock' - got timeout");
            }
            return task.IsRunning;
        });
    }
}
