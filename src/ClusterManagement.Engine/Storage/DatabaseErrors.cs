using ClusterManagement.Data;

namespace ClusterManagement.Engine.Storage;

/// <summary>Turns a database's errors into those of this module, with what to do about each.</summary>
internal static class DatabaseErrors
{
    /// <summary>The error id of a database that fails.</summary>
    public const string Id = "DatabaseError";

    /// <summary>Translates an error.</summary>
    /// <param name="exception">The database's error.</param>
    /// <param name="provider">The engine.</param>
    /// <param name="database">The database.</param>
    public static ClusterException Translate(Exception exception, DatabaseProvider provider, ClusterDatabase database)
    {
        if (exception is ClusterException known) return known;
        var fault = provider.Classify(exception);
        var cause = exception.GetBaseException().Message;
        return fault.Kind switch
        {
            DatabaseFaultKind.Duplicate => Duplicate(fault.Columns, exception),
            DatabaseFaultKind.Conflict => new ClusterException(
                "ConcurrencyConflict", ClusterErrorKind.Conflict,
                "The object was changed or removed by somebody else in the meantime; nothing was written.",
                "Read it again and repeat the command.", database, exception),
            DatabaseFaultKind.Reference => new ClusterException(
                "ConcurrencyConflict", ClusterErrorKind.Conflict,
                "An object this one refers to, or that refers to it, came or went in the meantime; nothing was written.",
                "Read the objects again and repeat the command.", database, exception),
            DatabaseFaultKind.Busy => Error(
                $"The database '{database}' was held by another process for longer than 30 seconds.",
                "Look for a long-running command or a backup tool that holds the file, then repeat the command."),
            DatabaseFaultKind.ReadOnly => Error(
                $"The database '{database}' cannot be written: the file or its folder is read-only.",
                "Give this user the right to write the file and its folder, or use another database with Connect-ClusterDatabase -Path."),
            DatabaseFaultKind.Full => Error(
                $"There is no room left for the database '{database}'; nothing was written.", "Free space on its disk and repeat the command."),
            DatabaseFaultKind.Corrupt => Error(
                $"The file '{database}' is not a database of this module, or it is damaged: {cause}",
                "Restore it from a backup, or use another one with Connect-ClusterDatabase -Path."),
            DatabaseFaultKind.CannotOpen => Error(
                $"The database '{database}' cannot be opened: {cause}", "Check that the folder exists and that this user may use it."),
            DatabaseFaultKind.Schema => new ClusterException(
                "SchemaOutdated", ClusterErrorKind.Schema,
                $"The database '{database}' lacks a table or column of this module's schema: {cause}",
                "Run Initialize-ClusterDatabase, or use another database with Connect-ClusterDatabase -Path.", database, exception),
            _ => Error($"The database '{database}' failed: {cause}", "Look at the exception of this error for the cause."),
        };

        ClusterException Error(string message, string action) =>
            new(Id, ClusterErrorKind.Database, message, action, database, exception);
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
