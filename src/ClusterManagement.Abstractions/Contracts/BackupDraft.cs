namespace ClusterManagement;

/// <summary>A backup to be made.</summary>
public sealed record BackupDraft
{
    /// <summary>The storage; the one with the most room that takes backups when none is given.</summary>
    public string? Storage { get; init; }

    /// <summary>What happens to a running container meanwhile.</summary>
    public BackupMode Mode { get; init; }

    /// <summary>How it is compressed.</summary>
    public BackupCompression Compression { get; init; }

    /// <summary>A note to keep with it.</summary>
    public string? Note { get; init; }

    /// <summary>True to keep it from removal.</summary>
    public bool IsProtected { get; init; }

    /// <summary>How long it may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(1);
}
