using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Data.MySql;

/// <summary>The database on MySQL and MariaDB. It carries their migrations.</summary>
public sealed class MySqlClusterContext : ClusterContext
{
    /// <summary>Opens the database.</summary>
    /// <param name="options">The connection.</param>
    public MySqlClusterContext(DbContextOptions<MySqlClusterContext> options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    public override DatabaseProvider Provider => MySqlProvider.Instance;
}
