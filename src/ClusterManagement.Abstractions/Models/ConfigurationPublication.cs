namespace ClusterManagement;

/// <summary>A publication of a site's configuration.</summary>
public sealed record ConfigurationPublication
{
    /// <summary>The site's name.</summary>
    public required string Site { get; init; }

    /// <summary>How it ended.</summary>
    public PublicationState State { get; init; }

    /// <summary>The version of the files, which follows from their content.</summary>
    public required string Version { get; init; }

    /// <summary>The version that ran before; null for the first one.</summary>
    public string? FormerVersion { get; init; }

    /// <summary>The daemons that run with the files.</summary>
    public IReadOnlyList<EdgeDaemon> Daemons { get; init; } = [];

    /// <summary>The folder of the version.</summary>
    public required string Path { get; init; }

    /// <summary>When the daemons were found to run with it, in UTC.</summary>
    public DateTime PublishedAt { get; init; }
}
