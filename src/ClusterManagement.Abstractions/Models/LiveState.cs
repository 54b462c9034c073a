namespace ClusterManagement;

/// <summary>What Proxmox says of a container at present; its statistics are up to ten seconds old.</summary>
public sealed record LiveState
{
    /// <summary>The node the container is on.</summary>
    public required string Node { get; init; }

    /// <summary>The state in Proxmox's word, such as <c>running</c>.</summary>
    public required string Status { get; init; }

    /// <summary>How long it has been running; zero when it does not.</summary>
    public TimeSpan Uptime { get; init; }

    /// <summary>The load of its processors: 1 is all of them, fully used.</summary>
    public double CpuUsage { get; init; }

    /// <summary>How many processors it may use.</summary>
    public double CpuCount { get; init; }

    /// <summary>Memory in use, in bytes.</summary>
    public long MemoryUsed { get; init; }

    /// <summary>Memory it may use, in bytes.</summary>
    public long MemoryTotal { get; init; }

    /// <summary>Space in use on its root disk, in bytes.</summary>
    public long DiskUsed { get; init; }

    /// <summary>The size of its root disk, in bytes.</summary>
    public long DiskTotal { get; init; }

    /// <summary>The operation that holds it, such as <c>backup</c>; null when none does.</summary>
    public string? Lock { get; init; }

    /// <summary>The state.</summary>
    public override string ToString() => Status;
}
