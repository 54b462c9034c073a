namespace ClusterManagement;

/// <summary>
/// Moves and keeps whole databases. Every row of every table is carried with its key, read from one snapshot, written in one
/// transaction, and compared by count and hash before that ends: the target has all of it, or what it had before. Secrets are
/// carried encrypted as they are.
/// </summary>
public interface IDatabaseTransfer
{
    /// <summary>Copies all rows to another database, of any engine. One that is not there or has no schema yet is made.</summary>
    /// <param name="source">The database that is read.</param>
    /// <param name="destination">The database that is written.</param>
    /// <param name="replace">True to replace all that the destination holds; false to refuse one that holds rows.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The tables, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>DatabaseNotFound</c>, <c>DatabaseNotEmpty</c>, <c>CopyFailed</c>, <c>InvalidValue</c> for one database by two names.</exception>
    Task<IReadOnlyList<CopiedTable>?> CopyAsync(ClusterDatabase source, ClusterDatabase destination, bool replace, IOperationContext context);

    /// <summary>Writes all rows to one file while others go on writing: a SQLite database of the same schema version.</summary>
    /// <param name="database">The database.</param>
    /// <param name="path">The file's full path.</param>
    /// <param name="overwrite">True to replace a file that is there.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The backup, or null when it was not approved.</returns>
    /// <exception cref="ClusterException"><c>DatabaseNotFound</c>, <c>BackupAlreadyExists</c>, <c>CopyFailed</c>.</exception>
    Task<DatabaseBackup?> BackupAsync(ClusterDatabase database, string path, bool overwrite, IOperationContext context);

    /// <summary>Replaces all rows of a database of any engine by those of a backup, which is not changed.</summary>
    /// <param name="path">The backup's full path.</param>
    /// <param name="database">The database.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The tables, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>BackupNotFound</c>, <c>BackupInvalid</c>, <c>SchemaTooNew</c>, <c>CopyFailed</c>.</exception>
    Task<IReadOnlyList<CopiedTable>?> RestoreAsync(string path, ClusterDatabase database, IOperationContext context);
}
