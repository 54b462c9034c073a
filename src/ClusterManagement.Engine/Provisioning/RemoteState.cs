using ClusterManagement.Data.Entities;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>What Proxmox says of a container, and whose it is.</summary>
/// <param name="VmId">Its CTID.</param>
/// <param name="Node">The node it is on.</param>
/// <param name="IsRunning">Whether it runs.</param>
/// <param name="OwnershipId">The mark in its description, if it has one.</param>
/// <param name="Config">Its configuration.</param>
internal sealed record RemoteState(int VmId, string Node, bool IsRunning, Guid? OwnershipId, ContainerConfig Config)
{
    /// <summary>True when it carries a row's mark. Nothing else may be changed or removed in the name of that row.</summary>
    /// <param name="row">The row.</param>
    public bool IsOwnedBy(ContainerEntity row) => OwnershipId == row.OwnershipId;

    /// <summary>
    /// Refuses a container that carries another row's mark, which is certainly somebody else's. One without a mark was
    /// registered by its CTID; it may be started and stopped.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <exception cref="ClusterException"><c>PermissionDenied</c>.</exception>
    public void RefuseForeign(ContainerEntity row)
    {
        if (OwnershipId is null || IsOwnedBy(row)) return;
        throw new ClusterException(
            ErrorIds.PermissionDenied, ClusterErrorKind.Permission,
            $"container {row.ContainerId} on node {Node} carries the mark of another registration than that of {row.Hostname}; it was left as it is.",
            $"Compare its description on Proxmox with the registration, and remove the wrong one: Remove-ClusterContainer {row.Hostname} -NoProvision.", row.Hostname);
    }
}
