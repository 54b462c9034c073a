using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Data.PostgreSql;

/// <summary>The database on PostgreSQL. It carries PostgreSQL's migrations.</summary>
public sealed class PostgreSqlClusterContext : ClusterContext
{
    /// <summary>Opens the database.</summary>
    /// <param name="options">The connection.</param>
    public PostgreSqlClusterContext(DbContextOptions<PostgreSqlClusterContext> options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    public override DatabaseProvider Provider => PostgreSqlProvider.Instance;
}
