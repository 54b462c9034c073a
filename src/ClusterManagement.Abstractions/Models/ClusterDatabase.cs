namespace ClusterManagement;

/// <summary>
/// A database to work in. It is a description, not an open handle: it can be kept, passed to other runspaces and used
/// by several at once.
/// </summary>
public sealed record ClusterDatabase
{
    /// <summary>The engine.</summary>
    public DatabaseEngine Engine { get; init; }

    /// <summary>The database file's full path.</summary>
    public required string Path { get; init; }

    /// <summary>The schema's version: the name of the last migration applied.</summary>
    public string? SchemaVersion { get; init; }

    /// <summary>True when this module works with a newer schema than the database has.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>The size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Why this database is in use: <c>Connected</c>, <c>Environment</c>, <c>Default</c> or <c>Parameter</c>.</summary>
    public string Source { get; init; } = "Parameter";

    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
