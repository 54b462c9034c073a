namespace ClusterManagement;

/// <summary>Snapshots of containers. They are kept by Proxmox alone.</summary>
public interface ISnapshotService
{
    /// <summary>Reads the snapshots of a container, the oldest first.</summary>
    /// <param name="container">The container.</param>
    /// <param name="context">The operation's context.</param>
    /// <exception cref="ClusterException"><c>ContainerNotFound</c>, <c>ContainerMissing</c>.</exception>
    Task<IReadOnlyList<ClusterSnapshot>> ReadAsync(ContainerIdentity container, IOperationContext context);

    /// <summary>Takes a snapshot.</summary>
    /// <param name="container">The container.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">Its description.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The snapshot, or null when it was not approved.</returns>
    /// <exception cref="ClusterException"><c>SnapshotAlreadyExists</c>, <c>ContainerMissing</c>.</exception>
    Task<ClusterSnapshot?> CreateAsync(ContainerIdentity container, string name, string? description, IOperationContext context);

    /// <summary>
    /// Brings a container back to a snapshot. Its host name, address and MAC address stay those it is registered with; what
    /// else the snapshot holds is recorded.
    /// </summary>
    /// <param name="container">The container.</param>
    /// <param name="name">The snapshot's name.</param>
    /// <param name="start">True to start it afterwards; it is stopped otherwise.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The container, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>SnapshotNotFound</c>, <c>ContainerMissing</c>.</exception>
    Task<Container?> RestoreAsync(ContainerIdentity container, string name, bool start, IOperationContext context);

    /// <summary>Removes a snapshot.</summary>
    /// <param name="container">The container.</param>
    /// <param name="name">The snapshot's name.</param>
    /// <param name="force">True to take it out of the configuration even when the storage does not let its disks go.</param>
    /// <param name="context">The operation's context.</param>
    /// <exception cref="ClusterException"><c>SnapshotNotFound</c>, <c>ContainerMissing</c>.</exception>
    Task RemoveAsync(ContainerIdentity container, string name, bool force, IOperationContext context);
}
