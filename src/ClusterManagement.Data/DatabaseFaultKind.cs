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

    /// <summary>A value breaks a check.</summary>
    Check,

    /// <summary>The row was changed or removed by somebody else.</summary>
    Conflict,

    /// <summary>Somebody else holds the database for too long.</summary>
    Busy,

    /// <summary>The file may not be written.</summary>
    ReadOnly,

    /// <summary>There is no room left.</summary>
    Full,

    /// <summary>The file is damaged, or no database.</summary>
    Corrupt,

    /// <summary>The file cannot be opened.</summary>
    CannotOpen,

    /// <summary>A table or column is not there.</summary>
    Schema,
}
