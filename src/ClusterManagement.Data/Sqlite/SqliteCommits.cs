using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace ClusterManagement.Data.Sqlite;

/// <summary>
/// Lets a commit that failed tell its own cause. SQLite undoes a transaction that finds no room by itself; the driver does not know,
/// undoes it once more, and that error would take the place of the first one.
/// </summary>
internal sealed class SqliteCommits : DbTransactionInterceptor
{
    private const int NoTransaction = 1;

    /// <inheritdoc/>
    public override void TransactionFailed(DbTransaction transaction, TransactionErrorEventData eventData) => LetBeUndone(transaction);

    /// <inheritdoc/>
    public override Task TransactionFailedAsync(DbTransaction transaction, TransactionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        LetBeUndone(transaction);
        return Task.CompletedTask;
    }

    // An empty transaction takes no lock.
    private static void LetBeUndone(DbTransaction transaction)
    {
        if (transaction.Connection is not SqliteConnection { Handle: { } handle }) return;
        if (raw.sqlite3_get_autocommit(handle) == NoTransaction) raw.sqlite3_exec(handle, "BEGIN");
    }
}
