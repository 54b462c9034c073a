using Microsoft.EntityFrameworkCore.Infrastructure;

namespace ClusterManagement.Data.Sqlite;

/// <summary>Hands out pooled contexts of one SQLite file.</summary>
/// <param name="pool">The pool.</param>
internal sealed class SqliteContextFactory(PooledDbContextFactory<SqliteClusterContext> pool) : IClusterContextFactory
{
    /// <inheritdoc/>
    public ClusterContext Create() => pool.CreateDbContext();
}
