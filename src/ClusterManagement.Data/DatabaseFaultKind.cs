namespace ClusterManagement.Data;

/// <summary>The sort of a database's error.</summary>
public enum DatabaseFaultKind
{
    /// <summary>Not one of the others.</summary>
    Other,

    /// <summary>A value exists already where it has to be unique.</summary>
    Duplicate,

    /// <summary>A row refers to one that is not there, or is referred to.</summary>
    Reference,

    /// <summary>A value breaks a check, is missing or too long.</summary>
    Check,

    /// <summary>The row was changed or removed by somebody else.</summary>
    Conflict,

    /// <summary>Somebody else holds the database for too long.</summary>
    Busy,

    /// <summary>Another transaction got in the way, and this one was ended for it.</summary>
    Deadlock,

    /// <summary>A command took longer than it may, or was ended by an administrator.</summary>
    Timeout,

    /// <summary>The database may not be written.</summary>
    ReadOnly,

    /// <summary>There is no room left.</summary>
    Full,

    /// <summary>The database is damaged, or none.</summary>
    Corrupt,

    /// <summary>The disk or its file system failed.</summary>
    Storage,

    /// <summary>The file cannot be opened.</summary>
    CannotOpen,

    /// <summary>A table or column is not there.</summary>
    Schema,

    /// <summary>The server cannot be reached, or went away.</summary>
    Unreachable,

    /// <summary>The server does not speak TLS, or its certificate is not trusted.</summary>
    Tls,

    /// <summary>The server refuses the user name or password.</summary>
    Authentication,

    /// <summary>The user lacks a right.</summary>
    Permission,

    /// <summary>The server has no database of that name.</summary>
    NoDatabase,

    /// <summary>The server takes no more connections.</summary>
    TooManyConnections,

    /// <summary>All connections that this process may have are in use.</summary>
    PoolExhausted,

    /// <summary>A migration meets what an earlier attempt at it has left: what it makes is there, or what it drops is not.</summary>
    HalfMigrated,

    /// <summary>The server lets this user make no triggers.</summary>
    TriggersRefused,
}
