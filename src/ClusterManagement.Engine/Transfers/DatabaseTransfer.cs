using ClusterManagement.Data;
using ClusterManagement.Data.Sqlite;
using ClusterManagement.Data.Transfer;
using ClusterManagement.Engine.Storage;

namespace ClusterManagement.Engine.Transfers;

/// <summary>Copies, backs up and restores databases.</summary>
internal sealed class DatabaseTransfer : IDatabaseTransfer
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<CopiedTable>?> CopyAsync(ClusterDatabase source, ClusterDatabase destination, bool replace, IOperationContext context)
    {
        var schema = await ReadSchemaAsync(source, context.CancellationToken);
        schema.RefuseOutdated(source);
        await using var target = await CopyDestination.InspectAsync(destination, context);
        if (!target.IsMissing && await IsSameAsync(source, destination, context.CancellationToken))
        {
            throw new InvalidValueException("Destination", destination, $"another database than the source '{source}'");
        }

        if (!replace) target.RefuseContent();
        return await FillAsync(target, destination, source, "Copy", replace, () => TransferSide.OpenSnapshotAsync(source, context.CancellationToken), context);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CopiedTable>?> RestoreAsync(string path, ClusterDatabase database, IOperationContext context)
    {
        await using var backup = await BackupFile.CheckAsync(path, context.CancellationToken);
        await using var target = await CopyDestination.InspectAsync(database, context);
        if (!target.IsMissing && await IsSameAsync(backup.Database, database, context.CancellationToken))
        {
            throw new InvalidValueException("Path", path, "a file other than the database itself");
        }

        return await FillAsync(target, database, backup.Database, "Restore", replace: true, () => backup.OpenAsync(context), context);
    }

    /// <inheritdoc/>
    public async Task<DatabaseBackup?> BackupAsync(ClusterDatabase database, string path, bool overwrite, IOperationContext context)
    {
        var schema = await ReadSchemaAsync(database, context.CancellationToken);
        await RefusePlaceAsync(path, overwrite, database, context.CancellationToken);
        if (!await context.ApproveAsync($"file '{path}'", $"Back up the database '{database}' to")) return null;

        var plan = TransferPlan.For(DatabaseProvider.For(database.Engine), schema.Version!);
        using var draft = TransferFile.Draft(path);
        IReadOnlyList<CopiedTable> tables;
        DateTime createdAt;
        await using (var source = await TransferSide.OpenSnapshotAsync(database, context.CancellationToken))
        {
            createdAt = ClusterContext.Now;
            var activity = $"Backing up the database '{database}'";
            var copy = new RowCopy(source, plan, activity, context);
            tables = database.Path is null
                ? await CopyRowsAsync(copy, draft, schema.Version!, path, context)
                : await CopyPagesAsync(copy, source, draft, path, activity, context);
        }

        await TransferFile.PlaceAsync(draft, path, overwrite);
        return new DatabaseBackup
        {
            Path = path,
            Size = new FileInfo(path).Length,
            Rows = tables.Sum(table => table.Rows),
            SchemaVersion = schema.Version!,
            CreatedAt = createdAt,
        };
    }

    private static async Task<IReadOnlyList<CopiedTable>?> FillAsync(
        CopyDestination target, ClusterDatabase database, ClusterDatabase source, string verb, bool replace, Func<Task<TransferSide>> open, IOperationContext context)
    {
        var held = target.Content.Sum(table => table.Rows);
        var loss = held == 0 ? string.Empty : $", replacing all {held} rows it holds";
        if (!await context.ApproveAsync($"database '{database}'", $"{verb} all rows of '{source}'{loss}")) return null;
        await using var from = await open();
        var to = await target.OpenAsync(replace);
        var plan = TransferPlan.For(from.Provider, from.Provider.KnownMigrations[^1]);
        var tables = await new RowCopy(from, plan, $"{verb} to the database '{database}'", context).ReplaceAsync(to);
        await target.CommitAsync(source.Location, tables);
        return tables;
    }

    // A server's rows go into a file of the same schema version as the server has.
    private static async Task<IReadOnlyList<CopiedTable>> CopyRowsAsync(
        RowCopy copy, SqliteDraft draft, string schemaVersion, string path, IOperationContext context)
    {
        await draft.MigrateAsync(schemaVersion, isForWork: false, context.CancellationToken);
        await using var target = await TransferSide.OpenForWritingAsync(new ClusterDatabase { Path = path }, context.CancellationToken, draft.Open());
        var tables = await copy.ReplaceAsync(target);
        await target.CommitAsync();
        return tables;
    }

    private static async Task<IReadOnlyList<CopiedTable>> CopyPagesAsync(
        RowCopy copy, TransferSide source, SqliteDraft draft, string path, string activity, IOperationContext context)
    {
        await source.RunAsync(async from =>
        {
            await using var to = draft.Open();
            await SqlitePages.CopyAsync(from, to, percent => context.Progress(new OperationProgress(activity, "Copying pages", percent)), context.CancellationToken);
            return true;
        });
        await using var target = await TransferSide.OpenSnapshotAsync(new ClusterDatabase { Path = path }, context.CancellationToken, draft.Open());
        if (await target.RunAsync(db => SqlitePages.FindDamageAsync(db, context.CancellationToken)) is { } damage)
        {
            throw new ClusterException(
                ErrorIds.DatabaseError, ClusterErrorKind.Database,
                $"The database '{source.Database}' is damaged, and so would be its backup: {damage}. Nothing was written.",
                "Restore an earlier backup with Restore-ClusterDatabase, or save what can be read with Copy-ClusterDatabase.", source.Database);
        }

        return await copy.CompareAsync(target);
    }

    private static async Task<DatabaseSchema> ReadSchemaAsync(ClusterDatabase database, CancellationToken cancellationToken)
    {
        var schema = await DatabaseSchema.ReadAsync(DatabaseProvider.For(database.Engine), database, cancellationToken);
        if (schema?.Version is null) throw new ObjectNotFoundException(Nouns.Database, database.Location, "Check its name; Get-ClusterDatabase shows which one is in use.");
        schema.RefuseUnknown(database);
        return schema;
    }

    private static async Task<bool> IsSameAsync(ClusterDatabase source, ClusterDatabase destination, CancellationToken cancellationToken)
    {
        var provider = DatabaseProvider.For(destination.Engine);
        return DatabaseProvider.For(source.Engine) == provider && await DatabaseErrors.TranslatedAsync(
            provider, destination, DatabaseStep.Opening, cancellationToken, () => provider.IsSameAsync(source, destination, cancellationToken));
    }

    private static async Task RefusePlaceAsync(string path, bool overwrite, ClusterDatabase database, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.GetDirectoryName(path)) || Directory.Exists(path)) throw new InvalidValueException("Path", path, "a file in a folder that exists");
        if (!File.Exists(path)) return;
        var isDatabase = SqliteDraft.LogsOf(path).Count > 0 || await IsSameAsync(database, new ClusterDatabase { Path = path }, cancellationToken);
        if (isDatabase) throw new InvalidValueException("Path", path, "a file that is not a database in use");
        if (overwrite) return;
        throw new ClusterException(
            ErrorIds.AlreadyExists(Nouns.Backup), ClusterErrorKind.AlreadyExists,
            $"The file '{path}' exists already; nothing was written.", "Choose another path, or replace the file with -Force.", path);
    }
}
