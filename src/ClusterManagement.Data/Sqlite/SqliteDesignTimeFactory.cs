using Microsoft.EntityFrameworkCore.Design;

namespace ClusterManagement.Data.Sqlite;

/// <summary>Lets <c>dotnet ef migrations add</c> make a context; no file is opened.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteClusterContext>
{
    /// <inheritdoc/>
    public SqliteClusterContext CreateDbContext(string[] args) => new(SqliteProvider.Options("design.db", compiledModel: false));
}
