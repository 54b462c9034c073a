namespace ClusterManagement;

/// <summary>What was done to an object.</summary>
public enum AuditAction
{
    /// <summary>It was made.</summary>
    Create,

    /// <summary>It was changed.</summary>
    Change,

    /// <summary>It was removed.</summary>
    Remove,
}
