using ClusterManagement.Data.Entities;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>Finds a container that is only read or switched on and off.</summary>
internal static class RemoteLookup
{
    /// <summary>Finds a container that carries a row's mark, or none because it was registered by its CTID.</summary>
    /// <param name="remote">The container.</param>
    /// <param name="row">The row.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ClusterException"><c>ContainerMissing</c>, or <c>PermissionDenied</c> for another row's mark.</exception>
    public static async Task<RemoteState> LocateKnownAsync(this RemoteContainer remote, ContainerEntity row, CancellationToken cancellationToken)
    {
        var state = await remote.LocateAsync(cancellationToken) ?? throw new ClusterException(
            ErrorIds.ContainerMissing, ClusterErrorKind.NotFound,
            $"Container {row.Hostname} does not exist on Proxmox any more: no node of the cluster has CTID {row.ContainerId}.",
            $"Restore it from a backup, or remove its registration with Remove-ClusterContainer {row.Hostname}.", row.Hostname);
        state.RefuseForeign(row);
        return state;
    }
}
