namespace ClusterManagement;

/// <summary>In what the database and Proxmox VE differ.</summary>
public enum DriftKind
{
    /// <summary>The container runs, or does not. An observation.</summary>
    Status,

    /// <summary>The container is on another node. An observation.</summary>
    Node,

    /// <summary>The cluster does not have the container any more. An observation.</summary>
    Missing,

    /// <summary>The cluster says that the container's node is offline. An observation.</summary>
    Unknown,

    /// <summary>The container has another IPv4 address.</summary>
    Address,

    /// <summary>The container has another MAC address.</summary>
    MacAddress,

    /// <summary>Another field of the container differs.</summary>
    Configuration,

    /// <summary>Making the container was interrupted or failed; <c>Repair-ClusterContainer</c> deals with it.</summary>
    Unfinished,

    /// <summary>A container on Proxmox carries a mark of this module, and no registration here has that mark.</summary>
    Orphan,

    /// <summary>A container on Proxmox carries the mark of a registration whose container it is not: it was cloned or restored.</summary>
    Copy,
}
