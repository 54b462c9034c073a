namespace ClusterManagement;

/// <summary>The fields of a group to be changed.</summary>
public sealed record GroupChanges
{
    /// <summary>The name.</summary>
    public Optional<string?> Cn { get; init; }

    /// <summary>True when the members administer the cluster.</summary>
    public Optional<bool> IsAdministrator { get; init; }
}
