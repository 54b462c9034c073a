using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ClusterManagement.Data.PostgreSql;

/// <summary>Lets <c>dotnet ef migrations add</c> make a context; no server is asked.</summary>
internal sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<PostgreSqlClusterContext>
{
    /// <inheritdoc/>
    public PostgreSqlClusterContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlClusterContext>().UseNpgsql("Host=design").Options);
}
