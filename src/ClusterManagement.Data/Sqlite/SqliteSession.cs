using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ClusterManagement.Data.Sqlite;

/// <summary>
/// Sets up every connection: wait for other writers in SQLite itself, and let commits reach the disk with the next
/// checkpoint. A transaction that needs more asks for it (<see cref="SqliteProvider.BeginWriteAsync"/>).
/// </summary>
internal sealed class SqliteSession : DbConnectionInterceptor
{
    /// <summary>How long a writer waits for others, in milliseconds.</summary>
    public const int BusyTimeout = 30_000;

    private static readonly string Pragmas = $"PRAGMA busy_timeout = {BusyTimeout}; PRAGMA synchronous = NORMAL;";

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
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }
}
