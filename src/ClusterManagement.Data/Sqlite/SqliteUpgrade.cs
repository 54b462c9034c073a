using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Data.Sqlite;

/// <summary>
/// Brings a file's schema up to date, one process at a time. EF Core keeps others out by a row of __EFMigrationsLock, which
/// stays when its process is killed and would be waited for without end. A locked file beside the database says who lives.
/// </summary>
internal static class SqliteUpgrade
{
    private const string LockTable = "__EFMigrationsLock";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Applies the migrations that are missing; waits while another process does it.</summary>
    /// <param name="context">The database.</param>
    /// <param name="path">The database's file.</param>
    /// <param name="cancellationToken">Ends the waiting and the work; a migration that is half done is undone.</param>
    public static async Task RunAsync(SqliteClusterContext context, string path, CancellationToken cancellationToken)
    {
        await using var mine = await LockAsync(path + ".upgrade", cancellationToken);
        await context.Database.OpenConnectionAsync(cancellationToken);
        await using (var command = context.Database.GetDbConnection().CreateCommand())
        {
            command.CommandText = $"SELECT count(*) FROM sqlite_master WHERE name = '{LockTable}'";
            var isLockable = (long)(await command.ExecuteScalarAsync(cancellationToken))! > 0;
            command.CommandText = $"DELETE FROM {LockTable}";
            if (isLockable) await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await context.Database.MigrateAsync(cancellationToken);
    }

    // The system lets go of the lock when a process ends, however it ends.
    private static async Task<FileStream> LockAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (File.Exists(file))
            {
                await Task.Delay(Interval, cancellationToken);
            }
        }
    }
}
