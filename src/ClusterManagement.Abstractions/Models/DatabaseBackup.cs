namespace ClusterManagement;

/// <summary>A backup of a database: one file.</summary>
public sealed record DatabaseBackup
{
    /// <summary>The file's full path.</summary>
    public required string Path { get; init; }

    /// <summary>The file's size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>How many rows it holds, in all tables.</summary>
    public long Rows { get; init; }

    /// <summary>The schema's version: the name of its last migration.</summary>
    public required string SchemaVersion { get; init; }

    /// <summary>The moment whose state the file holds, in UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
