using ClusterManagement.TestServers;
using Xunit;

namespace ClusterManagement.Tests.Servers;

/// <summary>The private MariaDB server.</summary>
public sealed class MariaDbServerTests : DatabaseServerTests
{
    protected override string? Missing => MariaDbServer.Missing;

    protected override string WrongPasswordMessage => "Access denied";

    [Fact]
    public async Task Has_the_settings_of_a_production_server()
    {
        var server = await SharedAsync();
        var settings = await server.ExecuteAsync("""
            SELECT @@innodb_flush_log_at_trx_commit, @@innodb_doublewrite, @@autocommit, @@tx_isolation, @@character_set_server, @@general_log;
            SELECT @@sql_mode;
            """);

        Assert.Equal(
            """
            1	1	1	REPEATABLE-READ	utf8mb4	0
            STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION
            """,
            settings);
        Assert.Equal("cluster\nmariadb.sys", await server.ExecuteAsync("SELECT user FROM mysql.global_priv ORDER BY user;"));
    }

    protected override async Task<DatabaseServer> ShareAsync() => await SharedServers.MariaDb;

    protected override async Task<DatabaseServer> StartAsync(DatabaseServerOptions? options) => await MariaDbServer.CreateAsync(options);
}
