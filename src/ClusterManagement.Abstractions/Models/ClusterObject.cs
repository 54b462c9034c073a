namespace ClusterManagement;

/// <summary>What every stored object has. Objects are snapshots: changing one never changes the database.</summary>
public abstract record ClusterObject
{
    /// <summary>The database's number of the object.</summary>
    public int Id { get; init; }

    /// <summary>When the object was made, in UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When the object was last changed, in UTC.</summary>
    public DateTime UpdatedAt { get; init; }
}
