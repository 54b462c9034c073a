namespace ClusterManagement;

/// <summary>What interrupted work left behind.</summary>
public interface IRepairService
{
    /// <summary>
    /// Looks for containers whose making was interrupted or failed, for jobs that nobody runs any more, and for containers
    /// without a registration. What a process is at work on right now is told apart by the signs of life of its job.
    /// </summary>
    /// <param name="request">Where to look.</param>
    /// <param name="context">The operation's context.</param>
    IAsyncEnumerable<IRepairFinding> FindAsync(RepairRequest request, IOperationContext context);
}
