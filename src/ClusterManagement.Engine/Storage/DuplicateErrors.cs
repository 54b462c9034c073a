namespace ClusterManagement.Engine.Storage;

/// <summary>Says of which object a broken unique constraint tells.</summary>
internal static class DuplicateErrors
{
    /// <summary>Reached only when two writers race past the checks that come first; the constraint is what decides.</summary>
    /// <param name="columns">The constraint's columns, <c>Table.column</c>.</param>
    /// <param name="exception">The database's error.</param>
    public static ObjectExistsException Create(string columns, Exception exception)
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
