using ClusterManagement.Simulator.Api;

namespace ClusterManagement.Simulator.State;

/// <summary>A task of a node. Guarded by the lock of the cluster.</summary>
internal sealed class TaskState(string node, int pid, long pstart, string type, string id, Identity identity, TaskWork work, Fault? fault)
{
    public string Node => node;

    public int Pid => pid;

    public long PStart => pstart;

    public string Type => type;

    public string Id => id;

    public Identity Identity => identity;

    public TaskWork Work => work;

    public Fault? Fault => fault;

    public DateTimeOffset Started { get; } = DateTimeOffset.UtcNow;

    public DateTimeOffset? Ended { get; private set; }

    public string? ExitStatus { get; private set; }

    public List<string> Log { get; } = [];

    /// <summary>Ends the wait of a task that is aborted or held.</summary>
    public CancellationTokenSource Wake { get; } = new();

    public bool IsHeld { get; set; }

    public bool NeedsQuorum { get; init; }

    /// <summary>Ends when the task runs no more.</summary>
    public Task Execution { get; set; } = Task.CompletedTask;

    public bool IsRunning => ExitStatus is null;

    public bool HasWarnings => ExitStatus?.StartsWith("WARNINGS: ", StringComparison.Ordinal) == true;

    public bool HasFailed => ExitStatus is not (null or "OK") && !HasWarnings;

    public string Upid => $"UPID:{node}:{pid:X8}:{pstart:X8}:{Started.ToUnixTimeSeconds():X8}:{type}:{id}:{identity.AuthId}:";

    /// <summary>Ends without a last word in the log, as a worker does whose node loses power.</summary>
    public void Die()
    {
        ExitStatus = "unexpected status";
        Ended = DateTimeOffset.UtcNow;
    }

    public void Finish(string exitStatus)
    {
        ExitStatus = exitStatus;
        Ended = DateTimeOffset.UtcNow;
        Log.Add(HasFailed ? $"TASK ERROR: {exitStatus}" : $"TASK {exitStatus}");
    }
}
