namespace ClusterManagement.Data.Entities;

/// <summary>What the rows of every table have that people write to: when they were written, and which writing it was.</summary>
public abstract class StampedEntity
{
    /// <summary>When the object was made, in UTC: when the row is written first, unless it comes with a time from elsewhere.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>When the row was written last, in UTC.</summary>
    public DateTime UpdatedAt { get; set; }

    /// <summary>Changes with every write: the concurrency token on every engine.</summary>
    public Guid Version { get; set; }
}
