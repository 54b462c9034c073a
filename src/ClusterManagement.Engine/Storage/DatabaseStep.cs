namespace ClusterManagement.Engine.Storage;

/// <summary>What was being done when the database failed: the same error means something else at another step.</summary>
internal enum DatabaseStep
{
    /// <summary>A connection was being opened.</summary>
    Opening,

    /// <summary>Something was being read or written; nothing of it stays.</summary>
    Working,

    /// <summary>A transaction was being committed.</summary>
    Committing,
}
