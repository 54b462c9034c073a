namespace ClusterManagement;

/// <summary>What becomes of a container's row when making the container fails. On Proxmox nothing is left in either case.</summary>
public enum FailureAction
{
    /// <summary>The row goes: its address and MAC are free again.</summary>
    Remove,

    /// <summary>The row stays, with the status failed and the reason; its address and MAC stay taken.</summary>
    Keep,
}
