namespace ClusterManagement.Data.Entities;

/// <summary>A row with a key of its own that the database hands out.</summary>
public abstract class Entity : StampedEntity
{
    /// <summary>The primary key.</summary>
    public int Id { get; set; }
}
