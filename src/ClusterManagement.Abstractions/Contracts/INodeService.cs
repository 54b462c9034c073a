namespace ClusterManagement;

/// <summary>Nodes.</summary>
public interface INodeService
{
    /// <summary>Reads nodes, ordered by site and name.</summary>
    /// <param name="name">Which.</param>
    /// <param name="site">Only those of this site, when given.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<Node> FindAsync(NameFilter name, SiteIdentity? site, CancellationToken cancellationToken);

    /// <summary>Registers a node. Proxmox is not asked.</summary>
    /// <param name="draft">The node.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The node, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>InvalidValue</c>, <c>SiteNotFound</c>, <c>NodeAlreadyExists</c>.</exception>
    Task<Node?> CreateAsync(NodeDraft draft, IOperationContext context);

    /// <summary>Changes the given fields of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="changes">The fields.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The node, or null when the change was not approved.</returns>
    Task<Node?> UpdateAsync(NodeIdentity node, NodeChanges changes, IOperationContext context);

    /// <summary>Removes a node that has no containers. Nothing on Proxmox is touched.</summary>
    /// <param name="node">The node.</param>
    /// <param name="context">The operation's context.</param>
    /// <exception cref="ClusterException"><c>NodeInUse</c>.</exception>
    Task RemoveAsync(NodeIdentity node, IOperationContext context);

    /// <summary>Asks a node's API whether it answers, takes the credential and is online.</summary>
    /// <param name="node">The node.</param>
    /// <param name="context">The operation's context.</param>
    Task<NodeTestResult> TestAsync(NodeIdentity node, IOperationContext context);
}
