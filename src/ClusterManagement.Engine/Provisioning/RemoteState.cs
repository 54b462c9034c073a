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
    /// <summary>True when it carries a row's mark. Nothing else may be removed in the name of that row.</summary>
    /// <param name="row">The row.</param>
    public bool IsOwnedBy(ContainerEntity row) => OwnershipId == row.OwnershipId;

    /// <summary>
    /// True when it is a row's container: it carries the row's mark or, having been adopted, no mark at all and the row's MAC
    /// address. It may then be handled in every way but removal.
    /// </summary>
    /// <param name="row">The row.</param>
    public bool IsKnownAs(ContainerEntity row) => IsOwnedBy(row) || (OwnershipId is null && Config.HasHardwareAddress(row.MacAddress));

    /// <summary>Refuses a container that cannot be told to be a row's: a CTID alone is no proof.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="ClusterException"><c>PermissionDenied</c>.</exception>
    public void RefuseForeign(ContainerEntity row)
    {
        if (IsKnownAs(row)) return;
        throw new ClusterException(
            ErrorIds.PermissionDenied, ClusterErrorKind.Permission,
            OwnershipId is null
                ? $"container {row.ContainerId} on node {Node} carries no mark and does not have the MAC address {row.MacAddress} of {row.Hostname}; it was left as it is."
                : $"container {row.ContainerId} on node {Node} carries the mark of another registration than that of {row.Hostname}; it was left as it is.",
            $"Compare it with the registration: Sync-ClusterContainer {row.Hostname} -WhatIf. Remove the registration if it is wrong: Remove-ClusterContainer {row.Hostname} -NoProvision.", row.Hostname);
    }
}
