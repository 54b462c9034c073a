using ClusterManagement.Engine.Storage;

namespace ClusterManagement.Engine.Containers;

/// <summary>Records the state a container was seen in.</summary>
internal static class ContainerState
{
    private const int LongestReason = 2048;

    /// <summary>Records a state. It is done even when the operation is being cancelled: the world has changed already.</summary>
    /// <param name="store">The database.</param>
    /// <param name="context">The operation's context.</param>
    /// <param name="id">The row's key.</param>
    /// <param name="status">The state.</param>
    /// <param name="reason">Why, when that needs saying.</param>
    public static Task RecordAsync(ClusterStore store, IOperationContext context, int id, ContainerStatus status, string? reason = null) =>
        store.WriteAsync(
            db => db.ChangeContainerAsync(
                id,
                row => (row.Status, row.StatusReason) = (status, reason?.Length > LongestReason ? reason[..LongestReason] : reason),
                CancellationToken.None),
            context,
            CancellationToken.None,
            durable: true);
}
