namespace ClusterManagement;

/// <summary>Containers, in the database and on Proxmox.</summary>
public interface IContainerService
{
    /// <summary>Reads containers with their services, ordered by site, node and host name. Proxmox is not asked.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<Container> FindAsync(ContainerFilter filter, CancellationToken cancellationToken);

    /// <summary>A reader of containers with their present state, for one command.</summary>
    /// <param name="context">The operation's context.</param>
    ILiveContainers ReadLive(IOperationContext context);

    /// <summary>Reads one container with its services.</summary>
    /// <param name="container">The container.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ClusterException"><c>ContainerNotFound</c>.</exception>
    Task<Container> GetAsync(ContainerIdentity container, CancellationToken cancellationToken);

    /// <summary>Finds the container that an identity names.</summary>
    /// <param name="container">The container.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The key of its row, which is the same whichever of its names was used.</returns>
    /// <exception cref="ClusterException"><c>ContainerNotFound</c>.</exception>
    Task<int> ResolveAsync(ContainerIdentity container, CancellationToken cancellationToken);

    /// <summary>Begins to make several containers together.</summary>
    IContainerBatch BeginBatch();

    /// <summary>
    /// Makes a container: reserves its row, address and MAC in one transaction, then makes it on Proxmox. If a step
    /// fails, the steps before it are undone.
    /// </summary>
    /// <param name="draft">The container.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The container, or null when the change was not approved.</returns>
    Task<Container?> CreateAsync(ContainerDraft draft, IOperationContext context);

    /// <summary>Changes the given fields of a container, on Proxmox too where it exists there.</summary>
    /// <param name="container">The container.</param>
    /// <param name="changes">The fields.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The container, or null when the change was not approved.</returns>
    Task<Container?> UpdateAsync(ContainerIdentity container, ContainerChanges changes, IOperationContext context);

    /// <summary>Removes a container on Proxmox and then its row, which frees its address, MAC and ports.</summary>
    /// <param name="container">The container.</param>
    /// <param name="options">How.</param>
    /// <param name="context">The operation's context.</param>
    Task RemoveAsync(ContainerIdentity container, ContainerRemoval options, IOperationContext context);

    /// <summary>Starts, stops or restarts a container.</summary>
    /// <param name="container">The container.</param>
    /// <param name="request">What to do.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The container, or null when the change was not approved.</returns>
    Task<Container?> PowerAsync(ContainerIdentity container, PowerRequest request, IOperationContext context);

    /// <summary>Moves a container to another node of its cluster. One that runs is shut down, moved and started there.</summary>
    /// <param name="container">The container.</param>
    /// <param name="move">Where to, and how.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The container, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>MoveRefused</c>, <c>ContainerMissing</c>, <c>InvalidValue</c> for its own node.</exception>
    Task<Container?> MoveAsync(ContainerIdentity container, ContainerMove move, IOperationContext context);
}
