using ClusterManagement.Data;

namespace ClusterManagement.Engine.Storage;

/// <summary>How the schema of a database compares with this module's, in names of migrations.</summary>
/// <param name="Applied">Those the database has had, oldest first; none when it is empty.</param>
/// <param name="Missing">Those it lacks.</param>
/// <param name="Unknown">Those this module does not know: a newer one wrote the database.</param>
internal sealed record DatabaseSchema(IReadOnlyList<string> Applied, IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown)
{
    /// <summary>The schema's version; null for an empty database.</summary>
    public string? Version => Applied.Count == 0 ? null : Applied[^1];

    /// <summary>Compares.</summary>
    /// <param name="provider">The engine.</param>
    /// <param name="applied">The migrations the database has had, oldest first.</param>
    public static DatabaseSchema Compare(DatabaseProvider provider, IReadOnlyList<string> applied) =>
        new(applied, [.. provider.KnownMigrations.Except(applied)], [.. applied.Except(provider.KnownMigrations)]);

    /// <summary>Reads a database's schema; null when there is no database.</summary>
    /// <param name="provider">The engine.</param>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Task<DatabaseSchema?> ReadAsync(DatabaseProvider provider, ClusterDatabase database, CancellationToken cancellationToken) =>
        DatabaseErrors.TranslatedAsync(provider, database, DatabaseStep.Opening, cancellationToken, async () =>
        {
            var applied = await provider.ReadAppliedMigrationsAsync(database, cancellationToken);
            return applied is null ? null : Compare(provider, applied);
        });

    /// <summary>Refuses a database that a newer module wrote.</summary>
    /// <param name="database">The database, or the file that holds it.</param>
    public void RefuseUnknown(object database)
    {
        if (Unknown.Count == 0) return;
        throw new ClusterException(
            ErrorIds.SchemaTooNew, ClusterErrorKind.Schema,
            $"The database '{database}' was written by a newer version of this module: it has {string.Join(", ", Unknown)}.",
            "Update the module on this machine; nothing was changed.", database);
    }

    /// <summary>Refuses a database whose schema is older than this module's.</summary>
    /// <param name="database">The database.</param>
    public void RefuseOutdated(ClusterDatabase database)
    {
        if (Missing.Count == 0) return;
        throw new ClusterException(
            ErrorIds.SchemaOutdated, ClusterErrorKind.Schema,
            $"The schema of the database '{database}' is older than this module's: it lacks {string.Join(", ", Missing)}.",
            "Back it up with Backup-ClusterDatabase, then run Initialize-ClusterDatabase to bring it up to date.", database);
    }
}
