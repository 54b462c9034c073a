namespace ClusterManagement;

/// <summary>A pool has nothing left to give. Error id <c>PoolExhausted</c>.</summary>
public sealed class PoolExhaustedException : ClusterException
{
    /// <summary>Creates the error.</summary>
    /// <param name="pool">What the pool holds and its bounds, for example <c>addresses 10.0.0.2-10.0.0.9 of site dc1</c>.</param>
    /// <param name="size">How many values the pool has in all.</param>
    /// <param name="recommendedAction">How to make room.</param>
    public PoolExhaustedException(string pool, long size, string recommendedAction)
        : base(
            ErrorIds.PoolExhausted,
            ClusterErrorKind.PoolExhausted,
            $"No free value is left in the pool of {pool}: all {size} are taken.",
            recommendedAction,
            pool)
    {
        Pool = pool;
        Size = size;
    }

    /// <summary>The pool's description.</summary>
    public string Pool { get; }

    /// <summary>How many values the pool has in all.</summary>
    public long Size { get; }
}
