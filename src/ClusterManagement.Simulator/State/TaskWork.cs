namespace ClusterManagement.Simulator.State;

/// <summary>What a task does. All parts run under the lock of the cluster.</summary>
internal sealed record TaskWork
{
    /// <summary>Done when the task starts; throws <see cref="TaskFailedException"/> when it cannot.</summary>
    public Action<TaskState>? Begin { get; init; }

    /// <summary>Done when the task ends; throws <see cref="TaskFailedException"/> when it fails.</summary>
    public Action<TaskState>? Complete { get; init; }

    /// <summary>Undoes what has been done when the task fails or is aborted.</summary>
    public Action<TaskState>? Undo { get; init; }

    /// <summary>The exit status of an aborted task.</summary>
    public string Interrupted { get; init; } = "received interrupt";
}

/// <summary>Ends a task with an exit status.</summary>
internal sealed class TaskFailedException(string exitStatus) : Exception(exitStatus);
