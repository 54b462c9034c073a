using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace ClusterManagement.Data.Sqlite;

/// <summary>
/// Sets up every connection once: wait for other writers in SQLite itself, and let commits reach the disk with the next
/// checkpoint. A transaction that something outside follows from asks for more (<see cref="SetDurability"/>).
/// </summary>
internal sealed class SqliteSession : DbConnectionInterceptor
{
    /// <summary>How long a writer waits for others, in milliseconds.</summary>
    public const int BusyTimeout = 30_000;

    // Connections are pooled: the handle is what lives on, and what the settings belong to.
    private static readonly ConditionalWeakTable<sqlite3, StrongBox<bool>> DurableHandles = [];

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
        Execute(sqlite, $"PRAGMA foreign_keys = ON; PRAGMA busy_timeout = {BusyTimeout}; PRAGMA synchronous = NORMAL;");
        DurableHandles.Add(sqlite.Handle!, new StrongBox<bool>(false));
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
