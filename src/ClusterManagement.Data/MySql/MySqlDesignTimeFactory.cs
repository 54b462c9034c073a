using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ClusterManagement.Data.MySql;

/// <summary>Lets <c>dotnet ef migrations add</c> make a context; no server is asked.</summary>
internal sealed class MySqlDesignTimeFactory : IDesignTimeDbContextFactory<MySqlClusterContext>
{
    // The oldest release of each that enforces check constraints is also the oldest that is supported.
    private static readonly MariaDbServerVersion Oldest = new(new Version(10, 6, 0));

    /// <inheritdoc/>
    public MySqlClusterContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<MySqlClusterContext>().UseMySql("Server=design", Oldest).Options);
}
