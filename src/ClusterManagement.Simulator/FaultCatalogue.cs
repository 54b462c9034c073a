using System.Text.RegularExpressions;

namespace ClusterManagement.Simulator;

/// <summary>What Proxmox VE says when something goes wrong.</summary>
internal static class FaultCatalogue
{
    internal const string NoQuorum = "cluster not ready - no quorum?";
    private const string LockFile = "can't lock file '/run/lock/lxc/pve-config.lock' - got timeout";
    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(500);

    internal static Fault Make(SimulatorFault kind, string? method, Regex? path, int times, int skip)
    {
        return kind switch
        {
            SimulatorFault.LockTimeout => Error(500, LockFile),
            SimulatorFault.NoWorker => Error(500, "got no worker upid - start worker failed"),
            SimulatorFault.Locked => Error(500, "CT is locked (backup)"),
            SimulatorFault.NoQuorum => Error(500, NoQuorum),
            SimulatorFault.InternalError => Error(500, "something broke inside the node"),
            SimulatorFault.Unauthorized => Bare(401, "permission denied - invalid PVE ticket"),
            SimulatorFault.Forbidden => Error(403, "Permission check failed"),
            SimulatorFault.TooManyRequests => Bare(429, "Too Many Requests", retryAfter: 0),
            SimulatorFault.Unavailable => Bare(503, "Service Unavailable", retryAfter: 0),
            SimulatorFault.NodeUnreachable => Bare(595, "No route to host"),
            SimulatorFault.ProxyTimeout => Bare(596, "Connection timed out"),
            SimulatorFault.ProxyTimeoutAfterwards => Bare(596, "Connection timed out", takesEffect: true),
            SimulatorFault.ProxyFailure => Bare(599, "Protocol error"),
            SimulatorFault.Dropped => Cut(ConnectionDrop.BeforeProcessing),
            SimulatorFault.AnswerLost => Cut(ConnectionDrop.AfterProcessing),
            SimulatorFault.Slow => Held(Slowness, TimeSpan.Zero),
            SimulatorFault.SlowAnswer => Held(TimeSpan.Zero, Slowness),
            SimulatorFault.TaskWarnings => Task("WARNINGS: 1", ["WARN: something is deprecated"]),
            SimulatorFault.TaskFails => Task("the worker ran into something", []),
            SimulatorFault.TaskLockTimeout => Task(LockFile, ["trying to acquire lock..."]),
            SimulatorFault.TaskDisappears => Lost(TaskLoss.WorkDone),
            SimulatorFault.TaskDies => Lost(TaskLoss.WorkLost),
            SimulatorFault.TaskHangs => new Fault
            {
                Method = method,
                PathPattern = path,
                Times = times,
                Skip = skip,
                TaskDuration = Timeout.InfiniteTimeSpan,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such fault."),
        };

        Fault Error(int status, string message) => new()
        {
            Method = method,
            PathPattern = path,
            Times = times,
            Skip = skip,
            Status = status,
            Message = message,
        };

        Fault Bare(int status, string reason, bool takesEffect = false, int? retryAfter = null) => new()
        {
            Method = method,
            PathPattern = path,
            Times = times,
            Skip = skip,
            Status = status,
            Reason = reason,
            TakesEffect = takesEffect,
            RetryAfter = retryAfter,
        };

        Fault Cut(ConnectionDrop drop) => new() { Method = method, PathPattern = path, Times = times, Skip = skip, DropConnection = drop };

        Fault Held(TimeSpan before, TimeSpan after) => new()
        {
            Method = method,
            PathPattern = path,
            Times = times,
            Skip = skip,
            Delay = before,
            AnswerDelay = after,
        };

        Fault Task(string exitStatus, IReadOnlyList<string> log) => new()
        {
            Method = method,
            PathPattern = path,
            Times = times,
            Skip = skip,
            TaskExitStatus = exitStatus,
            TaskLog = log,
        };

        Fault Lost(TaskLoss loss) => new() { Method = method, PathPattern = path, Times = times, Skip = skip, TaskLoss = loss };
    }
}
