namespace ClusterManagement;

/// <summary>
/// A database to work in. It is a description, not an open handle: it can be kept, passed to other runspaces and used
/// by several at once. How a server is signed in to is part of it and shows nowhere.
/// </summary>
public sealed record ClusterDatabase
{
    /// <summary>How long a command waits for others that write unless told otherwise, in seconds.</summary>
    internal const int UsualLockTimeout = 30;

    /// <summary>The engine.</summary>
    public DatabaseEngine Engine { get; init; }

    /// <summary>The database file's full path; null for a server.</summary>
    public string? Path { get; init; }

    /// <summary>The server's name or address; null for a file.</summary>
    public string? Server { get; init; }

    /// <summary>The server's port; null for a file.</summary>
    public int? Port { get; init; }

    /// <summary>The database's name on the server; null for a file.</summary>
    public string? Name { get; init; }

    /// <summary>Who is signed in to the server; null for a file.</summary>
    public string? UserName { get; init; }

    /// <summary>The schema's version: the name of the last migration applied.</summary>
    public string? SchemaVersion { get; init; }

    /// <summary>True when this module works with a newer schema than the database has.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>The size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>
    /// The folder of the key ring that the database's secrets are encrypted with; null for the one <c>CLUSTER_KEY_RING</c> names, or the user's own.
    /// </summary>
    public string? KeyRing { get; init; }

    /// <summary>Why this database is in use: <c>Connected</c>, <c>Environment</c>, <c>Default</c> or <c>Parameter</c>.</summary>
    public string Source { get; init; } = "Parameter";

    /// <summary>Where the database is: the file's path, or engine, server, port and name. It names no password.</summary>
    public string Location => Path ?? $"{Engine.ToString().ToLowerInvariant()}://{Server}:{Port}/{Name}";

    /// <summary>How long a command waits for others that write, in seconds; 0 waits for as long as it takes.</summary>
    internal int LockTimeout { get; init; } = UsualLockTimeout;

    /// <summary>What a server is connected to with, password included; null for a file.</summary>
    internal SecretText? ConnectionString { get; init; }

    /// <summary>The location.</summary>
    public override string ToString() => Location;
}
