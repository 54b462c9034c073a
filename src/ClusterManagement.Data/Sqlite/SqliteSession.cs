using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace ClusterManagement.Data.Sqlite;

/// <summary>
/// Sets up every connection once: wait for other writers, and let commits reach the disk with the next checkpoint. A
/// transaction that something outside follows from asks for more (<see cref="SetDurability"/>).
/// </summary>
internal sealed class SqliteSession : DbConnectionInterceptor
{
    // SQLite waits for other writers by itself and cannot be interrupted in that: it waits for so many milliseconds at a time.
    private const int WaitingSlice = 100;

    // Takes the writer's lock, which any statement that writes does before it looks for rows.
    private const string TakeLock = "UPDATE AllocationPools SET nextFree = nextFree WHERE FALSE";

    // Connections are pooled: the handle is what lives on, and what the settings belong to.
    private static readonly ConditionalWeakTable<sqlite3, StrongBox<bool>> DurableHandles = [];

    /// <summary>
    /// Opens a connection anew that was opened when its file could only be read: it goes on doing that when the file can be written
    /// again. If it still cannot, the transaction says so.
    /// </summary>
    /// <param name="connection">An open connection outside a transaction.</param>
    public static void EnsureWritable(SqliteConnection connection)
    {
        if (raw.sqlite3_db_readonly(connection.Handle!, "main") != 1) return;
        SqliteConnection.ClearPool(connection);
        connection.Close();
        connection.Open();
        SetUp(connection);
    }

    /// <summary>Makes commits outlive a power failure, or leaves them to the next checkpoint.</summary>
    /// <param name="connection">An open connection outside a transaction.</param>
    /// <param name="isDurable">True to have them on the disk before the commit returns.</param>
    public static void SetDurability(SqliteConnection connection, bool isDurable)
    {
        var current = DurableHandles.GetOrCreateValue(connection.Handle!);
        if (current.Value == isDurable) return;
        Execute(connection, isDurable ? "PRAGMA synchronous = FULL;" : "PRAGMA synchronous = NORMAL;");
        current.Value = isDurable;
    }

    /// <summary>Takes the writer's lock for a transaction that has begun and read nothing yet.</summary>
    /// <param name="connection">The connection; its default timeout is how long other writers are waited for.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SqliteException">The lock was not to be had in time, or the file may not be written.</exception>
    public static void LockForWriting(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var result = raw.sqlite3_exec(connection.Handle!, TakeLock);
            if (result == raw.SQLITE_OK) return;
            cancellationToken.ThrowIfCancellationRequested();
            var isWaiting = (result & 0xFF) == raw.SQLITE_BUSY
                && (connection.DefaultTimeout == 0 || Stopwatch.GetElapsedTime(start).TotalSeconds < connection.DefaultTimeout);
            if (!isWaiting) SqliteException.ThrowExceptionForRC(result, connection.Handle);
        }
    }

    /// <inheritdoc/>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => SetUp(connection);

    /// <inheritdoc/>
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        SetUp(connection);
        return Task.CompletedTask;
    }

    private static void SetUp(DbConnection connection)
    {
        var sqlite = (SqliteConnection)connection;
        if (DurableHandles.TryGetValue(sqlite.Handle!, out _)) return;
        Execute(sqlite, $"PRAGMA foreign_keys = ON; PRAGMA busy_timeout = {WaitingSlice}; PRAGMA synchronous = NORMAL;");
        DurableHandles.Add(sqlite.Handle!, new StrongBox<bool>(false));
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
