namespace ClusterManagement;

/// <summary>Which containers to read.</summary>
public sealed record ContainerFilter
{
    /// <summary>By host name or display name.</summary>
    public NameFilter Name { get; init; } = NameFilter.All;

    /// <summary>Only those of this node.</summary>
    public NodeIdentity? Node { get; init; }

    /// <summary>Only those of this site.</summary>
    public SiteIdentity? Site { get; init; }

    /// <summary>Only those in one of these states; empty takes all.</summary>
    public IReadOnlyList<ContainerStatus> Status { get; init; } = [];
}
