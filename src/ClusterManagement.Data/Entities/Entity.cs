namespace ClusterManagement.Data.Entities;

/// <summary>What every table's rows have.</summary>
public abstract class Entity
{
    /// <summary>The primary key.</summary>
    public int Id { get; set; }

    /// <summary>When the row was written first, in UTC.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>When the row was written last, in UTC.</summary>
    public DateTime UpdatedAt { get; set; }

    /// <summary>Changes with every write: the concurrency token on every engine.</summary>
    public Guid Version { get; set; }
}
