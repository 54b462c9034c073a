namespace ClusterManagement.Shell;

/// <summary>How a pipeline ended.</summary>
internal enum RunOutcome
{
    /// <summary>To its end, perhaps with errors that do not stop a pipeline.</summary>
    Completed,

    /// <summary>By an error that nothing caught.</summary>
    Failed,

    /// <summary>By Ctrl+C.</summary>
    Stopped,
}
