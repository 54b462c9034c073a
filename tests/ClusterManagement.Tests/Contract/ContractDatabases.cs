using System.Collections.Concurrent;
using ClusterManagement.Tests.Databases;

namespace ClusterManagement.Tests.Contract;

/// <summary>One database of each engine with the sample rows, shared by tests that undo what they do.</summary>
public sealed class ContractDatabases : IAsyncDisposable
{
    private readonly ConcurrentDictionary<DatabaseEngine, Lazy<Task<TestDatabase>>> _databases = new();

    /// <summary>The database of an engine.</summary>
    internal Task<TestDatabase> GetAsync(DatabaseEngine engine) =>
        _databases.GetOrAdd(engine, key => new Lazy<Task<TestDatabase>>(() => MakeAsync(key))).Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases.Values)
        {
            if (database.Value.IsCompletedSuccessfully) await (await database.Value).DisposeAsync();
        }
    }

    private static async Task<TestDatabase> MakeAsync(DatabaseEngine engine)
    {
        var database = await TestDatabase.CreateMigratedAsync(engine);
        await database.ExecuteAsync(SampleRows.All);
        return database;
    }
}
