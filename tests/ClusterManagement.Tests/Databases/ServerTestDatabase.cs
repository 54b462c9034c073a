using System.Data.Common;
using ClusterManagement.Data;
using ClusterManagement.TestServers;
using MySqlConnector;
using Npgsql;

namespace ClusterManagement.Tests.Databases;

/// <summary>A database on the process's own server.</summary>
internal sealed class ServerTestDatabase : TestDatabase
{
    private readonly DatabaseServer _server;

    private ServerTestDatabase(DatabaseServer server) => _server = server;

    public override string Address =>
        $"{Database.Engine.ToString().ToLowerInvariant()}://{_server.UserName}:{_server.Password}@{_server.Host}:{_server.Port}/{Database.Name}";

    public static new async Task<ServerTestDatabase> CreateAsync(DatabaseEngine engine)
    {
        ServerPolicy.Require(engine == DatabaseEngine.PostgreSQL ? PostgreSqlServer.Missing : MariaDbServer.Missing);
        return await CreateAsync(engine, engine == DatabaseEngine.PostgreSQL ? await SharedServers.PostgreSql : await SharedServers.MariaDb);
    }

    /// <summary>A place on a server that a test has for itself.</summary>
    public static async Task<ServerTestDatabase> CreateAsync(DatabaseEngine engine, DatabaseServer server)
    {
        return new ServerTestDatabase(server)
        {
            Database = ((IServerProvider)DatabaseProvider.For(engine)).Locate(new DatabaseAddress
            {
                Engine = engine,
                ConnectionString = new SecretText(server.ConnectionString(await server.CreateDatabaseAsync())),
            }),
        };
    }

    public override async ValueTask DisposeAsync()
    {
        Provider.Release(Database);
        await _server.DropDatabaseAsync(Database.Name!);
    }

    protected override DbConnection Connect() => Database.Engine == DatabaseEngine.PostgreSQL
        ? new NpgsqlConnection(_server.ConnectionString(Database.Name!))
        : new MySqlConnection(_server.ConnectionString(Database.Name!) + ";AllowUserVariables=true");
}
