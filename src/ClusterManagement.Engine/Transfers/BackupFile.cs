using ClusterManagement.Data;
using ClusterManagement.Data.Sqlite;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Transfers;

/// <summary>A backup that is to be restored. It is read and never changed: what has an older schema is upgraded in a copy.</summary>
internal sealed class BackupFile : IAsyncDisposable
{
    private readonly DatabaseSchema _schema;
    private DirectoryInfo? _folder;
    private SqliteDraft? _upgraded;

    private BackupFile(string path, DatabaseSchema schema) => (Database, _schema) = (new ClusterDatabase { Path = path }, schema);

    /// <summary>The file, as messages name it.</summary>
    public ClusterDatabase Database { get; }

    private string File => Database.Path!;

    /// <summary>Checks that a file is a whole backup of a schema this module knows.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="ClusterException"><c>BackupNotFound</c>, <c>BackupInvalid</c>, <c>SchemaTooNew</c>.</exception>
    public static async Task<BackupFile> CheckAsync(string path, CancellationToken cancellationToken)
    {
        if (!System.IO.File.Exists(path))
        {
            throw new ObjectNotFoundException(Nouns.Backup, path, "Check the path; Backup-ClusterDatabase makes a backup.");
        }

        if (SqliteDraft.LogsOf(path).Any(log => !log.EndsWith("-shm", StringComparison.Ordinal) && new FileInfo(log).Length > 0))
        {
            throw new ClusterException(
                ErrorIds.BackupInvalid, ClusterErrorKind.InUse,
                $"The file '{path}' is a database in use and no backup: a log beside it holds changes that are not in it.",
                "Copy from it with Copy-ClusterDatabase -Source, or back it up with Backup-ClusterDatabase first.", path);
        }

        var database = new ClusterDatabase { Path = path };
        await using var side = await TranslatedAsync(path, () => TransferSide.OpenSnapshotAsync(database, cancellationToken, SqliteProvider.OpenStill(path)));
        var applied = await TranslatedAsync(path, () => side.RunAsync(
            db => SqliteProvider.ReadAppliedMigrationsAsync(db.Database.GetDbConnection(), cancellationToken)));
        if (applied is []) throw Invalid(path, "it is empty");
        if (applied?.Intersect(side.Provider.KnownMigrations).Any() != true) throw Invalid(path, "it is a database of something else");
        var schema = DatabaseSchema.Compare(side.Provider, applied);
        schema.RefuseUnknown(path);
        var damage = await TranslatedAsync(path, () => side.RunAsync(db => SqlitePages.FindDamageAsync(db, cancellationToken)));
        return damage is null ? new BackupFile(path, schema) : throw Invalid(path, damage);
    }

    /// <summary>Opens it with the present schema.</summary>
    /// <param name="context">The operation's context.</param>
    public async Task<TransferSide> OpenAsync(IOperationContext context)
    {
        if (_schema.Missing.Count == 0) return await TransferSide.OpenSnapshotAsync(Database, context.CancellationToken, SqliteProvider.OpenStill(File));
        context.Verbose($"The backup '{File}' has the schema {_schema.Version}; a copy of it is brought to {_schema.Missing[^1]}.");
        _folder = Directory.CreateTempSubdirectory("cluster-restore-");
        _upgraded = TransferFile.Draft(Path.Combine(_folder.FullName, "backup.db"));
        await using (var original = await TransferSide.OpenSnapshotAsync(Database, context.CancellationToken, SqliteProvider.OpenStill(File)))
        {
            await original.RunAsync(async db =>
            {
                await using var copy = _upgraded.Open();
                await SqlitePages.CopyAsync(db, copy, _ => { }, context.CancellationToken);
                return true;
            });
        }

        await DatabaseErrors.TranslatedAsync(DatabaseProvider.For(Database.Engine), Database, DatabaseStep.Working, context.CancellationToken, async () =>
        {
            await _upgraded.MigrateAsync(schemaVersion: null, isForWork: false, context.CancellationToken);
            return true;
        });
        return await TransferSide.OpenSnapshotAsync(Database, context.CancellationToken, _upgraded.Open());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _upgraded?.Dispose();
        _folder?.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<T> TranslatedAsync<T>(string path, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (ClusterException exception) when (exception.InnerException is { } cause && DatabaseProvider.For(DatabaseEngine.SQLite).Classify(cause).Kind == DatabaseFaultKind.Corrupt)
        {
            throw Invalid(path, cause.Message, cause);
        }
    }

    private static ClusterException Invalid(string path, string reason, Exception? cause = null) => new(
        ErrorIds.BackupInvalid, ClusterErrorKind.InvalidValue,
        $"The file '{path}' is no whole backup of this module's database: {reason.TrimEnd('.')}. Nothing was written.",
        "Choose another backup, or fetch this one again from where it came.", path, cause);
}
