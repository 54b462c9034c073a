using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Containers;

/// <summary>Records the state a container was seen in.</summary>
internal static class ContainerState
{
    private const int LongestReason = 2048;

    /// <summary>Records a state. It is done even when the operation is being cancelled: the world has changed already.</summary>
    /// <param name="store">The database.</param>
    /// <param name="id">The row's key.</param>
    /// <param name="status">The state.</param>
    /// <param name="reason">Why, when that needs saying.</param>
    public static Task RecordAsync(ClusterStore store, int id, ContainerStatus status, string? reason = null)
    {
        var text = reason?.Length > LongestReason ? reason[..LongestReason] : reason;
        var now = DateTime.UtcNow;
        var version = Guid.NewGuid();
        return store.WriteAsync(
            db => db.Containers.Where(entry => entry.Id == id).ExecuteUpdateAsync(entry => entry
                .SetProperty(container => container.Status, status)
                .SetProperty(container => container.StatusReason, text)
                .SetProperty(container => container.UpdatedAt, now)
                .SetProperty(container => container.Version, version)),
            CancellationToken.None,
            durable: true);
    }
}
