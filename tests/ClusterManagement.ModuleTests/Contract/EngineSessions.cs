using System.Collections.Concurrent;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Contract;

/// <summary>One session of each engine, shared by tests that change nothing in it.</summary>
public sealed class EngineSessions : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<EngineSession>> _sessions = new(StringComparer.Ordinal);

    /// <summary>The session of an engine.</summary>
    /// <param name="engine">The engine.</param>
    internal EngineSession Get(string engine) => _sessions.GetOrAdd(engine, key => new Lazy<EngineSession>(() => new EngineSession(key))).Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var session in _sessions.Values.Where(session => session.IsValueCreated)) session.Value.Dispose();
    }
}
