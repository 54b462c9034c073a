using ClusterManagement.Data.Sqlite;

namespace ClusterManagement.Engine.Transfers;

/// <summary>Makes and places files; the file system's errors become those of this module.</summary>
internal static class TransferFile
{
    /// <summary>Makes a draft with the tables of a schema.</summary>
    /// <param name="path">Where the finished file will be.</param>
    /// <param name="schemaVersion">The name of the schema's last migration; null for the present one.</param>
    /// <param name="isForWork">True for a database to work in.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<SqliteDraft> DraftAsync(string path, string? schemaVersion, bool isForWork, CancellationToken cancellationToken)
    {
        var draft = Draft(path);
        try
        {
            await draft.MigrateAsync(schemaVersion, isForWork, cancellationToken);
            return draft;
        }
        catch
        {
            draft.Dispose();
            throw;
        }
    }

    /// <summary>Makes an empty draft.</summary>
    /// <param name="path">Where the finished file will be.</param>
    public static SqliteDraft Draft(string path)
    {
        try
        {
            return new SqliteDraft(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, exception);
        }
    }

    /// <summary>Moves a finished draft to its place.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="path">The place.</param>
    /// <param name="overwrite">True to replace a file that is there.</param>
    public static async Task PlaceAsync(SqliteDraft draft, string path, bool overwrite)
    {
        try
        {
            await draft.PlaceAsync(overwrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, exception);
        }
    }

    private static ClusterException CannotWrite(string path, Exception exception) => new(
        ErrorIds.DatabaseError, ClusterErrorKind.Database,
        $"The file '{path}' cannot be written: {exception.Message}",
        "Check that this user may write to the folder and that nothing of that name is there, or choose another path.", path, exception);
}
