namespace ClusterManagement;

/// <summary>What a check or reload command is told: which files of which site.</summary>
public sealed record ConfigurationRelease
{
    /// <summary>The site's name.</summary>
    public required string Site { get; init; }

    /// <summary>The version of the files.</summary>
    public required string Version { get; init; }

    /// <summary>The folder that holds the files of this version.</summary>
    public required string Path { get; init; }

    /// <summary>The link that leads to the files in use.</summary>
    public required string Current { get; init; }

    /// <summary>The daemons the files are for.</summary>
    public IReadOnlyList<EdgeDaemon> Daemons { get; init; } = [];

    /// <summary>True when a publication failed and these are the files from before.</summary>
    public bool IsRollback { get; init; }
}
