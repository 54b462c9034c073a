namespace ClusterManagement;

/// <summary>What happens to a running container while it is backed up.</summary>
public enum BackupMode
{
    /// <summary>It goes on running, if the storage of its disks can take snapshots; otherwise Proxmox suspends it.</summary>
    Snapshot,

    /// <summary>It is suspended for a moment.</summary>
    Suspend,

    /// <summary>It is shut down, backed up and started again.</summary>
    Stop,
}
