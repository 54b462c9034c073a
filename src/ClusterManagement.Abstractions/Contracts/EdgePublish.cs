namespace ClusterManagement;

/// <summary>Where and how the configuration of a site is to be published.</summary>
public sealed record EdgePublish
{
    /// <summary>The site.</summary>
    public required SiteIdentity Site { get; init; }

    /// <summary>The edge's folder, as a full path.</summary>
    public required string Folder { get; init; }

    /// <summary>How the configuration is to be.</summary>
    public EdgeOptions Options { get; init; } = new();

    /// <summary>Checks files in place of the daemons' own checks; what it throws refuses them.</summary>
    public Func<ConfigurationRelease, Task>? Check { get; init; }

    /// <summary>Lets the daemons take up the files in place of what this module does; what it throws brings the old ones back.</summary>
    public Func<ConfigurationRelease, Task>? Reload { get; init; }

    /// <summary>Takes the end of the reload for the proof that the daemons run with the files, as with daemons on another machine.</summary>
    public bool SkipVerify { get; init; }

    /// <summary>Takes a folder over that holds the edge of another site, or that of daemons which are to be no more.</summary>
    public bool Force { get; init; }

    /// <summary>How long the daemons have to run with the files.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
