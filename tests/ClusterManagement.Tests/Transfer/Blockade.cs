using System.Data.Common;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;

namespace ClusterManagement.Tests.Transfer;

/// <summary>
/// Holds a row of a server's database, so that a copy to it waits in the middle of its transaction: much of what was there is
/// removed by then, and nothing has come yet.
/// </summary>
internal sealed class Blockade : IAsyncDisposable
{
    // InnoDB renews what it shows of its transactions only when nobody has looked for 100 ms.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly TestDatabase _database;
    private readonly DbConnection _connection;

    private Blockade(TestDatabase database, DbConnection connection) => (_database, _connection) = (database, connection);

    public static async Task<Blockade> RaiseAsync(TestDatabase database)
    {
        var connection = await database.OpenAsync();
        await database.ExecuteAsync(connection, "START TRANSACTION");
        await database.ExecuteAsync(connection, "SELECT [id] FROM [Sites] FOR UPDATE");
        return new Blockade(database, connection);
    }

    /// <summary>Waits until somebody waits for the row.</summary>
    /// <param name="hasEnded">True when the copy has come to an end, which it must not.</param>
    public async Task IsReachedAsync(Func<bool> hasEnded)
    {
        var sql = _database.Database.Engine == DatabaseEngine.PostgreSQL
            ? "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            : "SELECT count(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id "
                + "WHERE t.trx_state = 'LOCK WAIT' AND p.db = database()";
        await using var watcher = await SqlConnection.OpenAsync(_database);
        await Eventually.IsTrueAsync(
            () => hasEnded() || watcher.NumberAsync(sql).GetAwaiter().GetResult() > 0, "nobody waits for the row", Interval);
        Xunit.Assert.False(hasEnded(), "The copy has ended.");
    }

    /// <summary>Lets the row go.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_connection.State == System.Data.ConnectionState.Open) await _database.ExecuteAsync(_connection, "ROLLBACK");
        await _connection.DisposeAsync();
    }
}
