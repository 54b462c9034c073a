namespace ClusterManagement.Data.Entities;

/// <summary>
/// A row of AllocationPools: for one pool of numbers, a value below which nothing is free. It lets the search for the
/// lowest gap start where the gap is; triggers lower it when a number is given back.
/// </summary>
public sealed class AllocationPoolEntity
{
    /// <summary>The pool, for example <c>port:tcp</c>.</summary>
    public required string Name { get; set; }

    /// <summary>No number of the pool below this one is free.</summary>
    public long NextFree { get; set; }
}
