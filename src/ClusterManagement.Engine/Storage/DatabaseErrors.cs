using ClusterManagement.Data;

namespace ClusterManagement.Engine.Storage;

/// <summary>Turns a database's errors into those of this module, with what to do about each.</summary>
internal static class DatabaseErrors
{
    /// <summary>Runs work on a database and translates its errors.</summary>
    /// <typeparam name="T">What the work returns.</typeparam>
    /// <param name="provider">The engine.</param>
    /// <param name="database">The database.</param>
    /// <param name="work">The work.</param>
    public static async Task<T> TranslatedAsync<T>(DatabaseProvider provider, ClusterDatabase database, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (StoreUnit.IsDatabases(exception))
        {
            throw Translate(exception, provider, database);
        }
    }

    /// <summary>Translates an error.</summary>
    /// <param name="exception">The database's error.</param>
    /// <param name="provider">The engine.</param>
    /// <param name="database">The database.</param>
    public static ClusterException Translate(Exception exception, DatabaseProvider provider, ClusterDatabase database)
    {
        if (exception is ClusterException known) return known;
        var fault = provider.Classify(exception);
        var cause = exception.GetBaseException().Message;
        var isFile = database.Path is not null;
        return fault.Kind switch
        {
            DatabaseFaultKind.Duplicate => Duplicate(fault.Columns, exception),
            DatabaseFaultKind.Conflict => new ClusterException(
                ErrorIds.ConcurrencyConflict, ClusterErrorKind.Conflict,
                "The object was changed or removed by somebody else in the meantime; nothing was written.",
                "Read it again and repeat the command.", database, exception),
            DatabaseFaultKind.Reference => new ClusterException(
                ErrorIds.ConcurrencyConflict, ClusterErrorKind.Conflict,
                "An object this one refers to, or that refers to it, came or went in the meantime; nothing was written.",
                "Read the objects again and repeat the command.", database, exception),
            DatabaseFaultKind.Check => Error(
                $"The database '{database}' refused a value that breaks one of its rules; nothing was written: {cause}",
                "This is a fault of the module, which should have refused the value first. Please report it with this message."),
            DatabaseFaultKind.Busy => Error(
                $"The database '{database}' was held by another process for longer than 30 seconds; nothing was written.",
                "Look for a long-running command or a backup tool that holds it, then repeat the command."),
            DatabaseFaultKind.ReadOnly => Error(
                isFile
                    ? $"The database '{database}' cannot be written: the file or its folder is read-only."
                    : $"The database '{database}' cannot be written: the server is read-only, as a replica is.",
                isFile
                    ? "Give this user the right to write the file and its folder, or use another database with Connect-ClusterDatabase -Path."
                    : "Connect to the primary server with Connect-ClusterDatabase."),
            DatabaseFaultKind.Full => Error(
                $"There is no room left for the database '{database}'; nothing was written.", "Free space on its disk and repeat the command."),
            DatabaseFaultKind.Corrupt => Error(
                isFile
                    ? $"The file '{database}' is not a database of this module, or it is damaged: {cause}"
                    : $"The database '{database}' is damaged: {cause}",
                "Restore it from a backup with Restore-ClusterDatabase, or use another one with Connect-ClusterDatabase."),
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
                $"The server of the database '{database}' refused the user '{database.UserName}' or the password.",
                "Check both, then connect again: Connect-ClusterDatabase -Credential.", database, exception),
            DatabaseFaultKind.Permission => new ClusterException(
                ErrorIds.PermissionDenied, ClusterErrorKind.Permission,
                $"The user '{database.UserName}' lacks a right on the database '{database}': {cause}",
                "Let its administrator grant the rights docs/database.md lists, then repeat the command.", database, exception),
            DatabaseFaultKind.NoDatabase => new ClusterException(
                ErrorIds.SchemaOutdated, ClusterErrorKind.Schema,
                $"There is no database '{database}'.", "Run Initialize-ClusterDatabase to make it, or check its name.", database, exception),
            DatabaseFaultKind.TooManyConnections => Error(
                $"The server of the database '{database}' takes no more connections.",
                "End commands that are not needed, or raise the server's limit (max_connections), then repeat the command."),
            DatabaseFaultKind.TriggersRefused => new ClusterException(
                ErrorIds.PermissionDenied, ClusterErrorKind.Permission,
                $"The server of the database '{database}' lets '{database.UserName}' make no triggers while it writes a binary log.",
                "Let its administrator run SET GLOBAL log_bin_trust_function_creators = 1, or run Initialize-ClusterDatabase as a user with the right SUPER.",
                database, exception),
            DatabaseFaultKind.CannotOpen => Error(
                $"The database '{database}' cannot be opened: {cause}", "Check that the folder exists and that this user may use it."),
            DatabaseFaultKind.Schema => new ClusterException(
                ErrorIds.SchemaOutdated, ClusterErrorKind.Schema,
                $"The database '{database}' lacks a table or column of this module's schema: {cause}",
                "Run Initialize-ClusterDatabase, or use another database with Connect-ClusterDatabase.", database, exception),
            _ => Error($"The database '{database}' failed: {cause}", "Look at the exception of this error for the cause."),
        };

        ClusterException Error(string message, string action) =>
            new(ErrorIds.DatabaseError, ClusterErrorKind.Database, message, action, database, exception);
    }

    // Reached only when two writers race past the checks that come first; the constraint is what decides.
    private static ObjectExistsException Duplicate(string columns, Exception exception)
    {
        var (noun, what) = columns switch
        {
            _ when columns.Contains("Sites.name", StringComparison.Ordinal) => (Nouns.Site, "a site of that name"),
            _ when columns.Contains("Nodes.name", StringComparison.Ordinal) => (Nouns.Node, "a node of that name"),
            _ when columns.Contains("ExternalDomains.domain", StringComparison.Ordinal) => (Nouns.Domain, "a domain of that name"),
            _ when columns.Contains("Containers.hostname", StringComparison.Ordinal) => (Nouns.Container, "a container of that host name"),
            _ when columns.Contains("Containers.macAddress", StringComparison.Ordinal) => (Nouns.Container, "a container with that MAC address"),
            _ when columns.Contains("Containers.ipv4", StringComparison.Ordinal) => (Nouns.Container, "a container with that IPv4 address"),
            _ when columns.Contains("Containers.containerId", StringComparison.Ordinal) => (Nouns.Container, "a container with that CTID on the node"),
            _ when columns.Contains("TransportServices", StringComparison.Ordinal) => (Nouns.Service, "a service on that external port"),
            _ when columns.Contains("HTTPServices", StringComparison.Ordinal) => (Nouns.Service, "a service under that host name and domain"),
            _ when columns.Contains("Users.username", StringComparison.Ordinal) => (Nouns.User, "a user of that name"),
            _ when columns.Contains("Users.mail", StringComparison.Ordinal) => (Nouns.User, "a user with that mail address"),
            _ when columns.Contains("Users.uidNumber", StringComparison.Ordinal) => (Nouns.User, "a user with that uid number"),
            _ when columns.Contains("Groups.cn", StringComparison.Ordinal) => (Nouns.Group, "a group of that name"),
            _ when columns.Contains("UserGroups", StringComparison.Ordinal) => (Nouns.GroupMember, "a membership of that user in that group"),
            _ when columns.Contains("Groups.gidNumber", StringComparison.Ordinal) => (Nouns.Group, "a group with that gid number"),
            _ when columns.Contains("SessionSecrets", StringComparison.Ordinal) => (Nouns.SessionSecret, "a session secret of that value"),
            _ => (Nouns.Database, $"a row with the same value of {columns}"),
        };
        return new ObjectExistsException(noun, columns, $"There is {what} already; nothing was written.", exception);
    }
}
