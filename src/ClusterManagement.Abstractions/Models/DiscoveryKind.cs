namespace ClusterManagement;

/// <summary>What was found in a Proxmox VE cluster.</summary>
public enum DiscoveryKind
{
    /// <summary>A node.</summary>
    Node,

    /// <summary>An LXC container.</summary>
    Container,
}
