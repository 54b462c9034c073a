using ClusterManagement.Data;
using ClusterManagement.Engine.Secrets;

namespace ClusterManagement.Engine.Storage;

/// <summary>Makes, upgrades and describes databases.</summary>
/// <param name="keyRings">The key rings.</param>
internal sealed class DatabaseService(KeyRings keyRings) : IDatabaseService
{
    /// <inheritdoc/>
    public ClusterDatabase Locate(DatabaseAddress address) => DatabaseProvider.For(address.Engine) is IServerProvider server
        ? server.Locate(address)
        : throw new InvalidValueException("Provider", address.Engine.ToString(), "PostgreSQL, MySQL or MariaDB; a SQLite database is named by its -Path");

    /// <inheritdoc/>
    public ClusterDatabase Locate(SecretText url) => DatabaseUrl.Locate(url);

    /// <inheritdoc/>
    public async Task<ClusterDatabase> DescribeAsync(ClusterDatabase database, CancellationToken cancellationToken)
    {
        var provider = DatabaseProvider.For(database.Engine);
        database = database with { KeyRing = keyRings.FolderOf(database) };
        var schema = await DatabaseSchema.ReadAsync(provider, database, cancellationToken);
        if (schema is null) return database with { SchemaVersion = null, Size = 0, IsOutdated = false };
        return database with
        {
            SchemaVersion = schema.Applied.Count == 0 ? null : schema.Applied[^1],
            IsOutdated = schema.Missing.Count > 0,
            Size = await DatabaseErrors.TranslatedAsync(provider, database, DatabaseStep.Opening, cancellationToken, () => provider.GetSizeAsync(database, cancellationToken)),
        };
    }

    /// <inheritdoc/>
    public async Task<ClusterDatabase?> InitializeAsync(ClusterDatabase database, IOperationContext context)
    {
        var provider = DatabaseProvider.For(database.Engine);
        var schema = await DatabaseSchema.ReadAsync(provider, database, context.CancellationToken);
        if (schema is not null) schema.RefuseUnknown(database);
        if (schema is null or { Missing.Count: > 0 })
        {
            var action = schema is null ? "Create" : $"Upgrade the schema to {schema.Missing[^1]}";
            if (!await context.ApproveAsync($"database '{database}'", action)) return null;
            await MigrateAsync(provider, database, context);
        }

        return await DescribeAsync(database, context.CancellationToken);
    }

    /// <inheritdoc/>
    public void Release(ClusterDatabase database) => DatabaseProvider.For(database.Engine).Release(database);

    /// <summary>
    /// Checks that a database has the present schema. One that is not there yet is made when its engine does so by the way.
    /// </summary>
    /// <param name="provider">The engine.</param>
    /// <param name="database">The database.</param>
    /// <param name="context">The operation's context.</param>
    public static async Task EnsureUsableAsync(DatabaseProvider provider, ClusterDatabase database, IOperationContext context)
    {
        var schema = await DatabaseSchema.ReadAsync(provider, database, context.CancellationToken);
        if (schema is null && provider.IsMadeOnFirstUse)
        {
            await MigrateAsync(provider, database, context);
            return;
        }

        if (schema is null or { Applied.Count: 0 })
        {
            throw new ClusterException(
                ErrorIds.SchemaOutdated, ClusterErrorKind.Schema,
                schema is null ? $"There is no database '{database}' yet." : $"The database '{database}' is empty: it has no schema yet.",
                "Run Initialize-ClusterDatabase to make it.", database);
        }

        schema!.RefuseUnknown(database);
        schema.RefuseOutdated(database);
    }

    /// <summary>Makes a database, or brings its schema to the present version.</summary>
    /// <param name="provider">The engine.</param>
    /// <param name="database">The database.</param>
    /// <param name="context">The operation's context.</param>
    public static Task MigrateAsync(DatabaseProvider provider, ClusterDatabase database, IOperationContext context) =>
        DatabaseErrors.TranslatedAsync(provider, database, DatabaseStep.Working, context.CancellationToken, async () =>
        {
            try
            {
                await provider.MigrateAsync(database, context.CancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && database.Path is not null)
            {
                throw new ClusterException(
                    ErrorIds.DatabaseError, ClusterErrorKind.Database,
                    $"The database '{database}' cannot be created or upgraded: {exception.Message}",
                    "Check that the folder can be made and written by this user, or use another path.", database, exception);
            }

            context.Verbose($"The database '{database}' has the schema {provider.KnownMigrations[^1]}.");
            return true;
        });
}
