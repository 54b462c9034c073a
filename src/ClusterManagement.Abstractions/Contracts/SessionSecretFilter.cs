namespace ClusterManagement;

/// <summary>Which session secrets to read.</summary>
public sealed record SessionSecretFilter
{
    /// <summary>Only the one of this number, when given.</summary>
    public int? Id { get; init; }

    /// <summary>True for the one that signs only.</summary>
    public bool NewestOnly { get; init; }

    /// <summary>True to show the secrets themselves.</summary>
    public bool IncludeSecret { get; init; }
}
