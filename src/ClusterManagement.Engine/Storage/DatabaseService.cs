using ClusterManagement.Data;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Storage;

/// <summary>Makes, upgrades and describes databases.</summary>
internal sealed class DatabaseService : IDatabaseService
{
    /// <inheritdoc/>
    public ClusterDatabase Describe(ClusterDatabase database)
    {
        var provider = DatabaseProvider.For(database.Engine);
        if (!provider.Exists(database)) return database with { SchemaVersion = null, Size = 0, IsOutdated = false };
        var schema = ReadSchema(provider, database);
        return database with
        {
            SchemaVersion = schema.Applied.Count == 0 ? null : schema.Applied[^1],
            IsOutdated = schema.Missing.Count > 0,
            Size = provider.GetSize(database),
        };
    }

    /// <inheritdoc/>
    public async Task<ClusterDatabase?> InitializeAsync(ClusterDatabase database, IOperationContext context)
    {
        var provider = DatabaseProvider.For(database.Engine);
        if (!provider.Exists(database))
        {
            if (!await context.ApproveAsync($"database '{database}'", "Create")) return null;
            await CreateAsync(provider, database, context);
        }
        else
        {
            var schema = ReadSchema(provider, database);
            RefuseUnknown(schema, database);
            if (schema.Missing.Count > 0)
            {
                if (!await context.ApproveAsync($"database '{database}'", $"Upgrade the schema to {schema.Missing[^1]}")) return null;
                await MigrateAsync(provider, database, context.CancellationToken);
                context.Verbose($"Applied {string.Join(", ", schema.Missing)} to '{database}'.");
            }
        }

        return Describe(database);
    }

    /// <inheritdoc/>
    public void Release(ClusterDatabase database) => DatabaseProvider.For(database.Engine).Release(database);

    /// <summary>Makes a database that is not there yet, or checks that the one that is there has the present schema.</summary>
    /// <param name="provider">The engine.</param>
    /// <param name="database">The database.</param>
    /// <param name="context">The operation's context.</param>
    public static async Task EnsureUsableAsync(DatabaseProvider provider, ClusterDatabase database, IOperationContext context)
    {
        if (!provider.Exists(database))
        {
            await CreateAsync(provider, database, context);
            return;
        }

        var schema = ReadSchema(provider, database);
        RefuseUnknown(schema, database);
        if (schema.Missing.Count > 0)
        {
            throw new ClusterException(
                ErrorIds.SchemaOutdated, ClusterErrorKind.Schema,
                $"The schema of the database '{database}' is older than this module's: it lacks {string.Join(", ", schema.Missing)}.",
                $"Run Initialize-ClusterDatabase -Database '{database}' to bring it up to date.", database);
        }
    }

    private static async Task CreateAsync(DatabaseProvider provider, ClusterDatabase database, IOperationContext context)
    {
        try
        {
            await provider.CreateAsync(database, context.CancellationToken);
            context.Verbose($"Created the database '{database}'.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException(
                ErrorIds.DatabaseError, ClusterErrorKind.Database,
                $"The database '{database}' cannot be created: {exception.Message}",
                "Check that the folder can be made and written by this user, or use another path.", database, exception);
        }
        catch (Exception exception) when (exception is not (ClusterException or OperationCanceledException))
        {
            throw DatabaseErrors.Translate(exception, provider, database);
        }
    }

    private static async Task MigrateAsync(DatabaseProvider provider, ClusterDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            await using var db = provider.CreateFactory(database).Create();
            await db.Database.MigrateAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not (ClusterException or OperationCanceledException))
        {
            throw DatabaseErrors.Translate(exception, provider, database);
        }
    }

    private static Schema ReadSchema(DatabaseProvider provider, ClusterDatabase database)
    {
        try
        {
            var applied = provider.ReadAppliedMigrations(database);
            return new Schema(applied, provider.KnownMigrations.Except(applied).ToList(), applied.Except(provider.KnownMigrations).ToList());
        }
        catch (Exception exception) when (exception is not ClusterException)
        {
            throw DatabaseErrors.Translate(exception, provider, database);
        }
    }

    private static void RefuseUnknown(Schema schema, ClusterDatabase database)
    {
        if (schema.Unknown.Count == 0) return;
        throw new ClusterException(
            ErrorIds.SchemaTooNew, ClusterErrorKind.Schema,
            $"The database '{database}' was written by a newer version of this module: it has {string.Join(", ", schema.Unknown)}.",
            "Update the module on this machine; nothing was changed.", database);
    }

    private sealed record Schema(IReadOnlyList<string> Applied, List<string> Missing, List<string> Unknown);
}
