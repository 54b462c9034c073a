namespace ClusterManagement;

/// <summary>Which jobs to read.</summary>
public sealed record JobFilter
{
    /// <summary>Only the one with this number.</summary>
    public int? Id { get; init; }

    /// <summary>Only those in one of these states; empty takes all.</summary>
    public IReadOnlyList<JobState> Status { get; init; } = [];

    /// <summary>Only those that work on this container.</summary>
    public ContainerIdentity? Container { get; init; }

    /// <summary>At most this many; null takes all.</summary>
    public int? First { get; init; }
}
