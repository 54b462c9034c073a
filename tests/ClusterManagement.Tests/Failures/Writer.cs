using System.Data.Common;
using ClusterManagement.Tests.Databases;
using Xunit;

namespace ClusterManagement.Tests.Failures;

/// <summary>Somebody else who holds the writer's lock of a database.</summary>
internal sealed class Writer : IAsyncDisposable
{
    private readonly DbConnection _connection;

    private Writer(DbConnection connection) => _connection = connection;

    /// <summary>Takes the lock, past the module.</summary>
    public static async Task<Writer> HoldAsync(TestDatabase place)
    {
        var connection = await place.OpenAsync();
        string[] statements = place.Database.Engine switch
        {
            DatabaseEngine.SQLite => ["BEGIN IMMEDIATE"],
            DatabaseEngine.PostgreSQL => ["BEGIN", $"SELECT pg_advisory_xact_lock({0x434C5553})"],
            _ => ["BEGIN", "SELECT [nextFree] FROM [AllocationPools] WHERE [name] = 'writer' FOR UPDATE"],
        };
        foreach (var statement in statements) await place.ExecuteAsync(connection, statement);
        return new Writer(connection);
    }

    /// <summary>Waits until a server has a session that waits for the lock.</summary>
    public static async Task IsWaitingAsync(TestDatabase place)
    {
        var sql = place.Database.Engine == DatabaseEngine.PostgreSQL
            ? "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            : "SELECT count(*) FROM information_schema.INNODB_TRX t JOIN information_schema.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id WHERE t.trx_state = 'LOCK WAIT' AND p.DB = database()";
        await using var connection = await SqlConnection.OpenAsync(place);
        for (var attempts = 150; await connection.NumberAsync(sql) == 0; attempts--)
        {
            if (attempts == 0) Assert.Fail("Nobody waits for the lock.");

            // Asked more often, MariaDB goes on giving its former answer.
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets go of the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (var command = _connection.CreateCommand())
        {
            command.CommandText = "ROLLBACK";
            await command.ExecuteNonQueryAsync();
        }

        await _connection.DisposeAsync();
    }
}
