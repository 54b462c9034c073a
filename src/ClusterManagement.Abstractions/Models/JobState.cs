namespace ClusterManagement;

/// <summary>The state of a job.</summary>
public enum JobState
{
    /// <summary>Waiting to be run.</summary>
    Pending,

    /// <summary>Being run.</summary>
    Running,

    /// <summary>Done.</summary>
    Success,

    /// <summary>Failed; the last status says why.</summary>
    Failure,

    /// <summary>Stopped before its end.</summary>
    Cancelled,
}
