using System.Data.Common;
using ClusterManagement.Data;
using ClusterManagement.TestServers;
using MySqlConnector;
using Npgsql;

namespace ClusterManagement.Tests.Databases;

/// <summary>A database on the process's own server, or on one of the test's own.</summary>
internal sealed class ServerTestDatabase : TestDatabase
{
    private readonly DatabaseServer _server;
    private readonly bool _isShared;

    private ServerTestDatabase(DatabaseServer server, bool isShared) => (_server, _isShared) = (server, isShared);

    /// <summary>The server's administrator, to make users and rights with.</summary>
    public DatabaseServer Server => _server;

    public override string Address =>
        $"{Database.Engine.ToString().ToLowerInvariant()}://{_server.UserName}:{_server.Password}@{_server.Host}:{_server.Port}/{Database.Name}";

    public static new async Task<ServerTestDatabase> CreateAsync(DatabaseEngine engine)
    {
        ServerPolicy.Require(engine == DatabaseEngine.PostgreSQL ? PostgreSqlServer.Missing : MariaDbServer.Missing);
        DatabaseServer server = engine == DatabaseEngine.PostgreSQL ? await SharedServers.PostgreSql : await SharedServers.MariaDb;
        return await CreateAsync(server, isShared: true);
    }

    /// <summary>A database on a server that ends with the test, or before.</summary>
    public static Task<ServerTestDatabase> CreateAsync(DatabaseServer server) => CreateAsync(server, isShared: false);

    public override async ValueTask DisposeAsync()
    {
        Provider.Release(Database);
        if (_isShared) await _server.DropDatabaseAsync(Database.Name!);
    }

    private static async Task<ServerTestDatabase> CreateAsync(DatabaseServer server, bool isShared)
    {
        var engine = server is PostgreSqlServer ? DatabaseEngine.PostgreSQL : DatabaseEngine.MariaDB;
        return new ServerTestDatabase(server, isShared)
        {
            Database = ((IServerProvider)DatabaseProvider.For(engine)).Locate(new DatabaseAddress
            {
                Engine = engine,
                ConnectionString = new SecretText(server.ConnectionString(await server.CreateDatabaseAsync())),
            }),
        };
    }

    protected override DbConnection Connect() => Database.Engine == DatabaseEngine.PostgreSQL
        ? new NpgsqlConnection($"{_server.ConnectionString(Database.Name!)};Pooling={_isShared}")
        : new MySqlConnection($"{_server.ConnectionString(Database.Name!)};AllowUserVariables=true;Pooling={_isShared}");
}
