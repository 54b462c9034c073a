using ClusterManagement.TestServers;
using Xunit;

namespace ClusterManagement.Tests.Servers;

/// <summary>The private PostgreSQL server.</summary>
public sealed class PostgreSqlServerTests : DatabaseServerTests
{
    protected override string? Missing => PostgreSqlServer.Missing;

    protected override string WrongPasswordMessage => "password";

    [Fact]
    public async Task Has_the_settings_of_a_production_server()
    {
        var server = await SharedAsync();
        var settings = await server.ExecuteAsync("""
            SELECT name || '=' || setting FROM pg_settings
            WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'default_transaction_isolation', 'server_encoding',
                'password_encryption', 'log_statement')
            ORDER BY name;
            """);

        Assert.Equal(
            [
                "default_transaction_isolation=read committed",
                "fsync=on",
                "full_page_writes=on",
                "log_statement=none",
                "password_encryption=scram-sha-256",
                "server_encoding=UTF8",
                "synchronous_commit=on",
            ],
            settings.Split('\n'));
        Assert.Equal("scram-sha-256", await server.ExecuteAsync("SELECT DISTINCT auth_method FROM pg_hba_file_rules;"));
    }

    protected override async Task<DatabaseServer> ShareAsync() => await SharedServers.PostgreSql;

    protected override async Task<DatabaseServer> StartAsync(DatabaseServerOptions? options) => await PostgreSqlServer.CreateAsync(options);
}
