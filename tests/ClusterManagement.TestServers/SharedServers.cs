namespace ClusterManagement.TestServers;

/// <summary>One server of each product for the whole process, started when first asked for and ended with the process.</summary>
/// <remarks>Who uses one works in a database of its own, and does not stop the server.</remarks>
public static class SharedServers
{
    private static readonly Lazy<Task<PostgreSqlServer>> LazyPostgreSql = new(() => Task.Run(() => PostgreSqlServer.CreateAsync()));
    private static readonly Lazy<Task<MariaDbServer>> LazyMariaDb = new(() => Task.Run(() => MariaDbServer.CreateAsync()));

    /// <summary>Gets the PostgreSQL server.</summary>
    public static Task<PostgreSqlServer> PostgreSql => LazyPostgreSql.Value;

    /// <summary>Gets the MariaDB server.</summary>
    public static Task<MariaDbServer> MariaDb => LazyMariaDb.Value;
}
