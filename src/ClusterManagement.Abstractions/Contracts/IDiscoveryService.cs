namespace ClusterManagement;

/// <summary>Proxmox VE clusters that are not registered yet, or not wholly.</summary>
public interface IDiscoveryService
{
    /// <summary>
    /// Registers the nodes of a cluster and adopts its LXC containers. Proxmox is only read. What is registered already is
    /// left as it is, and what collides with it is reported.
    /// </summary>
    /// <param name="request">The cluster.</param>
    /// <param name="context">The operation's context. In a rehearsal nothing is written and the report says what would be.</param>
    /// <returns>What became of each node and container, as each is dealt with.</returns>
    /// <exception cref="ClusterException"><c>InvalidValue</c>, <c>SiteNotFound</c>, or what asking the endpoint failed with.</exception>
    IAsyncEnumerable<DiscoveredObject> ImportAsync(DiscoveryRequest request, IOperationContext context);
}
