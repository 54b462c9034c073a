using ClusterManagement.Data.Transfer;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace ClusterManagement.Data.Sqlite;

/// <summary>A database as a file of pages: copying them all, and checking that they are whole.</summary>
public static class SqlitePages
{
    // 1 MiB of the usual pages: short enough to be cancelled between, and to tell how far it is.
    private const int Step = 256;

    /// <summary>Copies a database page by page, with SQLite's online backup. Writers go on meanwhile.</summary>
    /// <param name="source">A snapshot of the database to read; what is copied is what it sees.</param>
    /// <param name="target">The database to overwrite, which nobody else has open.</param>
    /// <param name="progress">Told how many per cent are done.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    public static async Task CopyAsync(ClusterContext source, ClusterContext target, Action<int> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        await target.Database.OpenConnectionAsync(cancellationToken);
        var (from, to) = (Handle(source), Handle(target));
        using (var backup = raw.sqlite3_backup_init(to, "main", from, "main"))
        {
            if (backup.IsInvalid) SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(to), to);
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var result = raw.sqlite3_backup_step(backup, Step);
                if (result == raw.SQLITE_DONE) break;
                SqliteException.ThrowExceptionForRC(result, to);
                progress(100 - (int)(100L * raw.sqlite3_backup_remaining(backup) / Math.Max(1, raw.sqlite3_backup_pagecount(backup))));
            }
        }

        // The copy of a database with a write-ahead log would want one too, wherever it is read.
        await target.RunAsync("PRAGMA journal_mode = 'delete'", cancellationToken);
    }

    /// <summary>Reads everything and says what is wrong with it.</summary>
    /// <param name="context">The database.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>What is damaged; null when nothing is.</returns>
    public static async Task<string?> FindDamageAsync(ClusterContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        await context.Database.OpenConnectionAsync(cancellationToken);
        var found = await FirstAsync("PRAGMA integrity_check(1)");
        if (found != "ok") return found ?? "nothing can be read";
        return await FirstAsync("PRAGMA foreign_key_check") is { } table ? $"a row of {table} refers to one that is not there" : null;

        async Task<string?> FirstAsync(string sql)
        {
            await using var command = context.Statement(sql);
            return (string?)await command.ExecuteScalarAsync(cancellationToken);
        }
    }

    private static sqlite3 Handle(ClusterContext context) => ((SqliteConnection)context.Database.GetDbConnection()).Handle!;
}
