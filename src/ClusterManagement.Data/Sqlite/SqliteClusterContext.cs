using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Data.Sqlite;

/// <summary>The database on SQLite. It carries SQLite's migrations.</summary>
public sealed class SqliteClusterContext : ClusterContext
{
    /// <summary>Opens the database.</summary>
    /// <param name="options">The connection.</param>
    public SqliteClusterContext(DbContextOptions<SqliteClusterContext> options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    public override DatabaseProvider Provider => SqliteProvider.Instance;
}
