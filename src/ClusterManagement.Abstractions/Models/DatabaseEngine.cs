namespace ClusterManagement;

/// <summary>The database engine behind a connection.</summary>
public enum DatabaseEngine
{
    /// <summary>A SQLite file.</summary>
    SQLite,

    /// <summary>A PostgreSQL server.</summary>
    PostgreSQL,

    /// <summary>A MySQL server.</summary>
    MySQL,

    /// <summary>A MariaDB server.</summary>
    MariaDB,
}
