using ClusterManagement.Tests.Databases;
using ClusterManagement.TestServers;

namespace ClusterManagement.Tests.Failures;

/// <summary>A user of a server with rights on one database; it goes with the test.</summary>
internal sealed class DatabaseUser : IAsyncDisposable
{
    private readonly DatabaseServer _server;
    private readonly ClusterDatabase _database;

    private DatabaseUser(DatabaseServer server, ClusterDatabase database) => (_server, _database) = (server, database);

    public string Name { get; } = $"user_{Guid.NewGuid():N}"[..24];

    public string Password { get; } = $"secret-{Guid.NewGuid():N}";

    /// <summary>Makes a user.</summary>
    /// <param name="server">The server.</param>
    /// <param name="rights">Rights on the tables, such as <c>SELECT, INSERT</c>; empty for none.</param>
    /// <param name="database">The database.</param>
    public static async Task<DatabaseUser> CreateAsync(DatabaseServer server, string rights, ClusterDatabase database)
    {
        var user = new DatabaseUser(server, database);
        await server.ExecuteAsync(server is PostgreSqlServer
            ? $"CREATE ROLE {user.Name} LOGIN PASSWORD '{user.Password}'"
            : $"CREATE USER {user.Name}@'%' IDENTIFIED BY '{user.Password}'");
        if (rights.Length > 0) await user.GrantAsync(rights);
        return user;
    }

    /// <summary>Gives the user rights on the tables of the database.</summary>
    public Task GrantAsync(string rights) => _server is PostgreSqlServer
        ? _server.ExecuteAsync($"GRANT {rights} ON ALL TABLES IN SCHEMA public TO {Name}", _database.Name)
        : _server.ExecuteAsync($"GRANT {rights} ON {_database.Name}.* TO {Name}@'%'");

    /// <summary>The database, signed in to as this user.</summary>
    public ClusterDatabase Of(ClusterDatabase database) => database.As(Name, Password);

    public async ValueTask DisposeAsync()
    {
        var mine = Of(_database);
        mine.Provider().Release(mine);
        if (!_server.IsRunning) return;
        if (_server is PostgreSqlServer) await _server.ExecuteAsync($"DROP OWNED BY {Name}; DROP ROLE {Name}", _database.Name);
        else await _server.ExecuteAsync($"DROP USER {Name}@'%'");
    }
}
