namespace ClusterManagement;

/// <summary>
/// Reads containers with what Proxmox says of them at present. Each cluster is asked once, however often is read. A node that
/// does not answer gives a warning, and its containers come as they were recorded.
/// </summary>
public interface ILiveContainers
{
    /// <summary>Reads containers with their services, ordered by site, node and host name.</summary>
    /// <param name="filter">Which; the states are the present ones.</param>
    IAsyncEnumerable<Container> FindAsync(ContainerFilter filter);
}
