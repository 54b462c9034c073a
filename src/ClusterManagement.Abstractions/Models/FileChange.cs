namespace ClusterManagement;

/// <summary>What was done to a file of a configuration.</summary>
public enum FileChange
{
    /// <summary>It was not there.</summary>
    Added,

    /// <summary>It has another content.</summary>
    Changed,

    /// <summary>It is gone.</summary>
    Removed,
}
