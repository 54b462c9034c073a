using System.Collections.Concurrent;
using ClusterManagement.TestServers;

namespace ClusterManagement.Tests.Failures;

/// <summary>Servers that a class of tests may kill, one of each engine, started when first asked for.</summary>
public sealed class OwnServers : IAsyncDisposable
{
    private readonly ConcurrentDictionary<DatabaseEngine, Task<DatabaseServer>> _servers = new();

    /// <summary>Starts a server with settings of its own.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="settings">The settings, in the server's own terms.</param>
    public static async Task<DatabaseServer> StartAsync(DatabaseEngine engine, params (string Name, string Value)[] settings)
    {
        ServerPolicy.Require(engine == DatabaseEngine.PostgreSQL ? PostgreSqlServer.Missing : MariaDbServer.Missing);
        var options = new DatabaseServerOptions { Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value) };
        return engine == DatabaseEngine.PostgreSQL ? await PostgreSqlServer.CreateAsync(options) : await MariaDbServer.CreateAsync(options);
    }

    /// <summary>The server of an engine, running.</summary>
    /// <param name="engine">The engine.</param>
    public async Task<DatabaseServer> GetAsync(DatabaseEngine engine)
    {
        var server = await _servers.GetOrAdd(engine, key => StartAsync(key));

        // A failed test may have left it dead.
        if (!server.IsRunning) await server.StartAsync();
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values.Where(server => server.IsCompletedSuccessfully)) await (await server).DisposeAsync();
    }
}
