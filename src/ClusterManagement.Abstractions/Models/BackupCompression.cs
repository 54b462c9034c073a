namespace ClusterManagement;

/// <summary>How a backup is compressed.</summary>
public enum BackupCompression
{
    /// <summary>Zstandard: fast and small.</summary>
    Zstd,

    /// <summary>Gzip.</summary>
    Gzip,

    /// <summary>LZO: fastest.</summary>
    Lzo,

    /// <summary>Not at all.</summary>
    None,
}
