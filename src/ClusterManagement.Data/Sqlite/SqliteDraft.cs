using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ClusterManagement.Data.Sqlite;

/// <summary>
/// A SQLite file on its way: it is made beside its place, for its owner's eyes only, and moved there when it is whole, so that
/// nobody ever sees half of it. What never got there is removed.
/// </summary>
public sealed class SqliteDraft : IDisposable
{
    private static readonly string[] Companions = ["-wal", "-shm", "-journal"];

    private readonly string _place;

    /// <summary>Makes an empty file, and the folder it will be in.</summary>
    /// <param name="place">Where the finished file will be.</param>
    public SqliteDraft(string place)
    {
        _place = place;
        OwnerOnly.CreateFolder(System.IO.Path.GetDirectoryName(place)!);
        Path = $"{place}.{Guid.NewGuid():N}.new";
        OwnerOnly.CreateFile(Path).Dispose();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The files that SQLite keeps beside a database while it is open, or left there when its process was killed.</summary>
    /// <param name="path">The database.</param>
    public static List<string> LogsOf(string path) => [.. Companions.Select(companion => path + companion).Where(File.Exists)];

    /// <summary>A context on the file, whose connection closes with it.</summary>
    public ClusterContext Open() => new SqliteClusterContext(SqliteProvider.Options(Path, pooling: false));

    /// <summary>Makes the tables of a version of the schema.</summary>
    /// <param name="schemaVersion">The name of its last migration; null for the present version.</param>
    /// <param name="isForWork">True for a database to work in, with a write-ahead log; false for a file that lies still.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task MigrateAsync(string? schemaVersion, bool isForWork, CancellationToken cancellationToken)
    {
        await using var context = Open();
        if (isForWork) await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = 'wal';", cancellationToken);
        await context.GetService<IMigrator>().MigrateAsync(schemaVersion, cancellationToken);
    }

    /// <summary>Moves the file to its place. All contexts on it are gone.</summary>
    /// <param name="overwrite">True to replace a file that is there.</param>
    /// <exception cref="IOException">There is a file and it is not to be replaced, or it cannot be moved.</exception>
    public async Task PlaceAsync(bool overwrite)
    {
        // Nothing may be left in a write-ahead log, which would stay behind.
        await using (var context = Open()) await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);");

        // The log of a database that was deleted would be taken for this one's, and applied to it.
        var logs = LogsOf(_place);
        if (!File.Exists(_place)) logs.ForEach(File.Delete);
        File.Move(Path, _place, overwrite);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        LogsOf(Path).ForEach(File.Delete);
        File.Delete(Path);
    }
}
