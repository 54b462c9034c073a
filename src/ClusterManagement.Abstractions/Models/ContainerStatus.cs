namespace ClusterManagement;

/// <summary>The state of a container.</summary>
public enum ContainerStatus
{
    /// <summary>Registered; nothing exists on Proxmox yet.</summary>
    Pending,

    /// <summary>Being made on Proxmox; if nothing works on it any more, it was interrupted.</summary>
    Creating,

    /// <summary>Running.</summary>
    Running,

    /// <summary>Made, and not running.</summary>
    Stopped,

    /// <summary>Making it failed; the reason stands beside the status.</summary>
    Failed,

    /// <summary>It was made, and Proxmox does not have it any more.</summary>
    Missing,

    /// <summary>Not known: Proxmox could not be asked.</summary>
    Unknown,
}
