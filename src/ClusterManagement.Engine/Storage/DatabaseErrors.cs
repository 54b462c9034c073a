using ClusterManagement.Data;

namespace ClusterManagement.Engine.Storage;

/// <summary>Turns a database's errors into those of this module, with what to do about each.</summary>
internal static class DatabaseErrors
{
    private const string SeeRights = "Let its administrator grant the rights docs/database.md lists, then repeat the command.";

    /// <summary>Runs work on a database and translates its errors. Whoever cancels does not wait for a server that does not answer.</summary>
    /// <typeparam name="T">What the work returns.</typeparam>
    /// <param name="provider">The engine.</param>
    /// <param name="database">The database.</param>
    /// <param name="step">What is being done.</param>
    /// <param name="cancellationToken">The token of the work.</param>
    /// <param name="work">The work.</param>
    public static Task<T> TranslatedAsync<T>(
        DatabaseProvider provider, ClusterDatabase database, DatabaseStep step, CancellationToken cancellationToken, Func<Task<T>> work)
    {
        return RunAsync().OrLeaveAsync(cancellationToken);

        async Task<T> RunAsync()
        {
            try
            {
                return await work();
            }
            catch (Exception exception) when (StoreUnit.IsDatabases(exception))
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw Translate(exception, provider, database, step);
            }
        }
    }

    /// <summary>Translates an error. What may be of use no more, such as a connection that can only read, is not used again.</summary>
    /// <param name="exception">The database's error.</param>
    /// <param name="provider">The engine.</param>
    /// <param name="database">The database.</param>
    /// <param name="step">What was being done.</param>
    public static ClusterException Translate(Exception exception, DatabaseProvider provider, ClusterDatabase database, DatabaseStep step)
    {
        if (exception is ClusterException known) return known;
        var fault = provider.Classify(exception);
        if (IsOfConnection(fault.Kind)) provider.Release(database);
        var cause = (fault.Words ?? exception.GetBaseException().Message).TrimEnd();
        if (step == DatabaseStep.Committing && LeavesOpen(fault.Kind)) return OutcomeUnknown(database, cause, exception);
        if (step == DatabaseStep.Opening && fault.Kind == DatabaseFaultKind.Timeout) fault = fault with { Kind = DatabaseFaultKind.Unreachable };
        return database.Path is null ? OfServer(fault.Kind) : OfFile(fault.Kind);

        ClusterException OfFile(DatabaseFaultKind kind) => kind switch
        {
            DatabaseFaultKind.ReadOnly => Error(
                ErrorIds.DatabaseReadOnly,
                $"The database '{database}' cannot be opened for writing: the file, its folder, or the log beside it is read-only.",
                "Give this user the right to write the file, its folder, and the files ending in -wal and -shm beside it, if there are any (even a reader writes there), or use another database with Connect-ClusterDatabase -Path."),
            DatabaseFaultKind.Full => Error(
                ErrorIds.DatabaseFull,
                $"There is no room left for the database '{database}'; nothing was written: {cause}", "Free space on its disk, then repeat the command."),
            DatabaseFaultKind.Storage => Error(
                ErrorIds.DatabaseError,
                $"The disk or file system of the database '{database}' failed; nothing was written: {cause}",
                "Check the disk and the system's log, then repeat the command."),
            DatabaseFaultKind.Corrupt => Error(
                ErrorIds.DatabaseDamaged,
                $"The file '{database}' is not a database of this module, or it is damaged: {cause}",
                "Restore it from a backup with Restore-ClusterDatabase, or use another one with Connect-ClusterDatabase."),
            DatabaseFaultKind.CannotOpen => Error(
                ErrorIds.DatabaseError,
                $"The database '{database}' cannot be opened: {cause}",
                "Check that the folder exists and that this user may write it and the file: even a reader keeps a log beside the file."),
            _ => OfAny(kind),
        };

        ClusterException OfServer(DatabaseFaultKind kind) => kind switch
        {
            DatabaseFaultKind.ReadOnly => Error(
                ErrorIds.DatabaseReadOnly,
                $"The database '{database}' cannot be written by '{database.UserName}': {cause}",
                "Connect to the primary server when this one is a replica, or let its administrator make it writable."),
            DatabaseFaultKind.Full => Error(
                ErrorIds.DatabaseFull,
                $"The server has no room left for the database '{database}'; nothing was written: {cause}",
                "Let its administrator free or add space on the server, then repeat the command."),
            DatabaseFaultKind.Storage => Error(
                ErrorIds.DatabaseError,
                $"The disk of the server of the database '{database}' failed; nothing was written: {cause}",
                "Let its administrator look into the server's log, then repeat the command."),
            DatabaseFaultKind.Corrupt => Error(
                ErrorIds.DatabaseDamaged,
                $"The database '{database}' is damaged: {cause}",
                "Let its administrator look into the server's log; restore it from a backup with Restore-ClusterDatabase."),
            DatabaseFaultKind.Unreachable => new ClusterException(
                ErrorIds.NotConnected, ClusterErrorKind.Connection,
                $"The server of the database '{database}' cannot be reached, or went away; what was not finished is undone: {cause}",
                $"Check that it runs and that port {database.Port} is open from here, then repeat the command.", database, exception),
            DatabaseFaultKind.Tls => new ClusterException(
                ErrorIds.NotConnected, ClusterErrorKind.Connection,
                $"No trusted TLS connection to the server of the database '{database}' could be made: {cause}",
                $"Let the server have a certificate this machine trusts for '{database.Server}', or say what to accept in the connection string with 'SSL Mode'.",
                database, exception),
            DatabaseFaultKind.Authentication => new ClusterException(
                ErrorIds.AuthenticationFailed, ClusterErrorKind.Authentication,
                $"The server of the database '{database}' refused the user '{database.UserName}' or the password: {cause}",
                "Check both, then connect again: Connect-ClusterDatabase -Credential.", database, exception),
            DatabaseFaultKind.Permission => new ClusterException(
                ErrorIds.PermissionDenied, ClusterErrorKind.Permission,
                $"The user '{database.UserName}' lacks a right on the database '{database}': {cause}", SeeRights, database, exception),
            DatabaseFaultKind.TriggersRefused => new ClusterException(
                ErrorIds.PermissionDenied, ClusterErrorKind.Permission,
                $"The server of the database '{database}' lets '{database.UserName}' make no triggers while it writes a binary log.",
                "Let its administrator run SET GLOBAL log_bin_trust_function_creators = 1, or run Initialize-ClusterDatabase as a user with the right SUPER.",
                database, exception),
            DatabaseFaultKind.NoDatabase => new ClusterException(
                ErrorIds.SchemaOutdated, ClusterErrorKind.Schema,
                $"There is no database '{database}'.", "Run Initialize-ClusterDatabase to make it, or check its name.", database, exception),
            DatabaseFaultKind.TooManyConnections => Error(
                ErrorIds.TooManyConnections,
                $"The server of the database '{database}' takes no more connections of '{database.UserName}': {cause}",
                "End commands that are not needed, or let its administrator raise the limit of the server or the user, then repeat the command."),
            DatabaseFaultKind.PoolExhausted => Error(
                ErrorIds.TooManyConnections,
                $"This process uses all the connections to the database '{database}' that its connection string allows.",
                "Run fewer commands at once, or raise 'Maximum Pool Size' in the connection string."),
            _ => OfAny(kind),
        };

        ClusterException OfAny(DatabaseFaultKind kind) => kind switch
        {
            DatabaseFaultKind.Duplicate => DuplicateErrors.Create(fault.Columns, exception),
            DatabaseFaultKind.Conflict => new ClusterException(
                ErrorIds.ConcurrencyConflict, ClusterErrorKind.Conflict,
                "The object was changed or removed by somebody else in the meantime; nothing was written.",
                "Read it again and repeat the command.", database, exception),
            DatabaseFaultKind.Reference => new ClusterException(
                ErrorIds.ConcurrencyConflict, ClusterErrorKind.Conflict,
                "An object this one refers to, or that refers to it, came or went in the meantime; nothing was written.",
                "Read the objects again and repeat the command.", database, exception),
            DatabaseFaultKind.Check => Error(
                ErrorIds.DatabaseError,
                $"The database '{database}' refused a value that breaks one of its rules; nothing was written: {cause}",
                "This is a fault of the module, which should have refused the value first. Please report it with this message."),
            DatabaseFaultKind.Busy => Error(
                ErrorIds.DatabaseBusy,
                $"Somebody else held the database '{database}' for longer than {database.LockTimeout} seconds; nothing was written.",
                $"{provider.LookForBlockers(database)} Then repeat the command."),
            DatabaseFaultKind.Deadlock => Error(
                ErrorIds.DatabaseBusy,
                $"Another transaction in the database '{database}' got in the way of this one, which was ended for it; nothing was written: {cause}",
                "Repeat the command."),
            DatabaseFaultKind.Timeout => new ClusterException(
                ErrorIds.Timeout, ClusterErrorKind.Timeout,
                $"A command in the database '{database}' was not finished in time; nothing was written: {cause}",
                $"{provider.LookForBlockers(database)} Then repeat the command.", database, exception),
            DatabaseFaultKind.Schema => new ClusterException(
                ErrorIds.SchemaDamaged, ClusterErrorKind.Schema,
                $"The database '{database}' lacks a part of the schema that its history says it has; nothing was written: {cause}",
                "Restore it from a backup with Restore-ClusterDatabase, or use another one with Connect-ClusterDatabase.", database, exception),
            DatabaseFaultKind.HalfMigrated => new ClusterException(
                ErrorIds.SchemaDamaged, ClusterErrorKind.Schema,
                $"An earlier upgrade of the database '{database}' was interrupted, and has left a part of it: {cause}",
                "Restore the backup made before that upgrade with Restore-ClusterDatabase, then run Initialize-ClusterDatabase again.", database, exception),
            _ => Error(ErrorIds.DatabaseError, $"The database '{database}' failed: {cause}", "Look at the exception of this error for the cause."),
        };

        ClusterException Error(string id, string message, string action) => new(id, ClusterErrorKind.Database, message, action, database, exception);
    }

    // A pooled connection outlives its cause: a file opened while it was read-only, a session from before a right was granted.
    private static bool IsOfConnection(DatabaseFaultKind kind) => kind is DatabaseFaultKind.ReadOnly or DatabaseFaultKind.Storage
        or DatabaseFaultKind.Corrupt or DatabaseFaultKind.CannotOpen or DatabaseFaultKind.Unreachable or DatabaseFaultKind.Permission;

    private static bool LeavesOpen(DatabaseFaultKind kind) =>
        kind is DatabaseFaultKind.Unreachable or DatabaseFaultKind.Timeout or DatabaseFaultKind.Storage;

    private static ClusterException OutcomeUnknown(ClusterDatabase database, string cause, Exception exception) => new(
        ErrorIds.OutcomeUnknown, ClusterErrorKind.Connection,
        $"The database '{database}' was lost while a change was being committed: it is written as a whole or not at all, and which of the two is not known: {cause}",
        "Look whether the change is there before you repeat the command.", database, exception);
}
