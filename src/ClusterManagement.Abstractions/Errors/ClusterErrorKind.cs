namespace ClusterManagement;

/// <summary>What sort of failure a <see cref="ClusterException"/> reports; the cmdlets turn it into a PowerShell error category.</summary>
public enum ClusterErrorKind
{
    /// <summary>The named object does not exist.</summary>
    NotFound,

    /// <summary>An object with that identity exists already.</summary>
    AlreadyExists,

    /// <summary>A value breaks a rule.</summary>
    InvalidValue,

    /// <summary>Other objects depend on the object, or its state forbids the operation.</summary>
    InUse,

    /// <summary>Somebody else changed the row since it was read.</summary>
    Conflict,

    /// <summary>A server or a file cannot be reached.</summary>
    Connection,

    /// <summary>The credential was refused.</summary>
    Authentication,

    /// <summary>The credential is good but lacks the right.</summary>
    Permission,

    /// <summary>A remote API answered with an error.</summary>
    RemoteApi,

    /// <summary>A pool of addresses, ports or identifiers is empty.</summary>
    PoolExhausted,

    /// <summary>Something took longer than allowed.</summary>
    Timeout,

    /// <summary>The database's schema is not the one this module works with.</summary>
    Schema,

    /// <summary>The database refused or failed an operation.</summary>
    Database,
}
