namespace ClusterManagement;

/// <summary>Which users to read.</summary>
public sealed record UserFilter
{
    /// <summary>By login name.</summary>
    public NameFilter Username { get; init; } = NameFilter.All;

    /// <summary>Only those with one of these states, when given.</summary>
    public IReadOnlyList<UserStatus>? Status { get; init; }

    /// <summary>Only the members of this group, when given.</summary>
    public GroupIdentity? Group { get; init; }
}
