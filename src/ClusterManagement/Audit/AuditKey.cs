using System.Globalization;

namespace ClusterManagement.Commands;

/// <summary>How objects are named in the audit trail.</summary>
internal static class AuditKey
{
    private static readonly string[] Kinds =
    [
        Nouns.Site, Nouns.Node, Nouns.Container, Nouns.Service, Nouns.Domain, Nouns.User, Nouns.Group, Nouns.GroupMember, Nouns.SessionSecret, Nouns.Certificate, Nouns.Database,
    ];

    /// <summary>A kind of object the way the audit trail writes it.</summary>
    /// <param name="kind">The kind, in any case.</param>
    public static string Kind(string kind) => Array.Find(Kinds, known => string.Equals(known, kind, StringComparison.OrdinalIgnoreCase)) ?? kind;

    /// <summary>An object's kind and key.</summary>
    /// <param name="item">The object.</param>
    /// <exception cref="InvalidValueException">The object is of a kind that has no audit trail.</exception>
    public static (string Kind, string Id) Of(ClusterObject item)
    {
        var id = item.Id.ToString(CultureInfo.InvariantCulture);
        return item switch
        {
            Site => (Nouns.Site, id),
            Node => (Nouns.Node, id),
            Container => (Nouns.Container, id),
            Service => (Nouns.Service, id),
            ExternalDomain => (Nouns.Domain, id),
            User => (Nouns.User, id),
            Group => (Nouns.Group, id),
            GroupMember member => (Nouns.GroupMember, $"{id}/{member.GidNumber.ToString(CultureInfo.InvariantCulture)}"),
            SessionSecret => (Nouns.SessionSecret, id),
            Certificate => (Nouns.Certificate, id),
            _ => throw new InvalidValueException("InputObject", item, "an object that has an audit trail, such as a site, a node, a container, a service, a domain, a user, a group or a session secret"),
        };
    }
}
