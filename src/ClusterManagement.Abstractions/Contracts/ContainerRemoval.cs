namespace ClusterManagement;

/// <summary>How to remove a container.</summary>
public sealed record ContainerRemoval
{
    /// <summary>True to stop a running container first.</summary>
    public bool Force { get; init; }

    /// <summary>True to forget the registration only and leave what is on Proxmox as it is.</summary>
    public bool NoProvision { get; init; }

    /// <summary>How long one task on Proxmox may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);
}
