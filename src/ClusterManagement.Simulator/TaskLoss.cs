namespace ClusterManagement.Simulator;

/// <summary>What becomes of a task that its node no longer knows afterwards.</summary>
public enum TaskLoss
{
    /// <summary>The node remembers the task.</summary>
    None,

    /// <summary>The task does its work and is forgotten then.</summary>
    WorkDone,

    /// <summary>The task dies before its work is done, and nobody tidies up; then it is forgotten.</summary>
    WorkLost,
}
