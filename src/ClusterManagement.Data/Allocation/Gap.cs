namespace ClusterManagement.Data.Allocation;

/// <summary>What one query learns about a pool's lowest gap.</summary>
/// <param name="Mark">No number below this one is free.</param>
/// <param name="StartIsTaken">True when the number the search starts at is taken.</param>
/// <param name="AfterBlock">The first number above the block of taken ones that the start belongs to.</param>
internal sealed record Gap(long Mark, bool StartIsTaken, long? AfterBlock)
{
    // The mark is moved up only when it has fallen this far behind, so that most allocations write nothing but their row.
    private const int Slack = 64;

    /// <summary>The lowest free number at or above a start.</summary>
    /// <param name="start">The lowest number of interest.</param>
    public long Lowest(long start)
    {
        var from = Math.Max(start, Mark);
        return StartIsTaken ? AfterBlock ?? from : from;
    }

    /// <summary>True when the mark is worth moving up to a number that was found.</summary>
    /// <param name="found">The lowest free number.</param>
    public bool IsStale(long found) => found - Mark > Slack;
}
