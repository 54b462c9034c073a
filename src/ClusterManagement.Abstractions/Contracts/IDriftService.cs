namespace ClusterManagement;

/// <summary>Differences between the database and Proxmox VE.</summary>
public interface IDriftService
{
    /// <summary>
    /// Looks for differences, by reading requests alone: one about everything per cluster, then one per container. What
    /// cannot be asked is said in a warning and left out.
    /// </summary>
    /// <param name="filter">Where to look.</param>
    /// <param name="context">The operation's context.</param>
    /// <exception cref="ClusterException"><c>SiteNotFound</c>, <c>ContainerNotFound</c>.</exception>
    IAsyncEnumerable<IDriftFinding> FindAsync(DriftFilter filter, IOperationContext context);
}
