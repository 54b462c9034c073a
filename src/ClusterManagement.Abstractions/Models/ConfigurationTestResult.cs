namespace ClusterManagement;

/// <summary>What a daemon's own check says of its configuration.</summary>
public sealed record ConfigurationTestResult
{
    /// <summary>The daemon.</summary>
    public EdgeDaemon Daemon { get; init; }

    /// <summary>True when the daemon takes the configuration.</summary>
    public bool IsValid { get; init; }

    /// <summary>The file or folder that was checked.</summary>
    public required string Path { get; init; }

    /// <summary>What the check said.</summary>
    public string? Message { get; init; }
}
