namespace ClusterManagement;

/// <summary>A group to be made.</summary>
public sealed record GroupDraft
{
    /// <summary>The name.</summary>
    public required string Cn { get; init; }

    /// <summary>True when the members administer the cluster.</summary>
    public bool IsAdministrator { get; init; }
}
