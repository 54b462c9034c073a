namespace ClusterManagement;

/// <summary>The database engine behind a connection.</summary>
public enum DatabaseEngine
{
    /// <summary>A SQLite file.</summary>
    SQLite,
}
