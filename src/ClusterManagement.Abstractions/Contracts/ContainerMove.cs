namespace ClusterManagement;

/// <summary>A move of a container to another node of its cluster.</summary>
public sealed record ContainerMove
{
    /// <summary>The node to go to.</summary>
    public required NodeIdentity Node { get; init; }

    /// <summary>The storage for its disks; the one of the same name when none is given.</summary>
    public string? TargetStorage { get; init; }

    /// <summary>How long a running container may take to shut down before it moves.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long the move may take in all.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(1);
}
