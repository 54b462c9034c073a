using System.Globalization;
using ClusterManagement.Data.Entities;

namespace ClusterManagement.Data.Audit;

/// <summary>What an audit event says it is about.</summary>
/// <param name="Resource">The sort of object.</param>
/// <param name="Id">Its key.</param>
/// <param name="Name">Its name.</param>
internal sealed record AuditedObject(string Resource, string Id, string Name)
{
    private static readonly HashSet<Type> Known =
    [
        typeof(SiteEntity), typeof(NodeEntity), typeof(ContainerEntity), typeof(ServiceEntity), typeof(HttpServiceEntity), typeof(TransportServiceEntity),
        typeof(DnsServiceEntity), typeof(ExternalDomainEntity), typeof(UserEntity), typeof(GroupEntity), typeof(UserGroupEntity), typeof(SessionSecretEntity),
        typeof(CertificateEntity),
    ];

    /// <summary>How the object is called within a sentence.</summary>
    public string Label => $"{Nouns.Describe(Resource).ToLowerInvariant()} {Name}";

    /// <summary>True for rows that belong to an object of the administrator's, as opposed to jobs, pools and the events themselves.</summary>
    /// <param name="type">The rows' type.</param>
    public static bool IsKnown(Type type) => Known.Contains(type);

    /// <summary>The object a row belongs to; null for rows that belong to none.</summary>
    /// <param name="row">The row.</param>
    public static AuditedObject? Of(object row) => row switch
    {
        SiteEntity site => new(Nouns.Site, Text(site.Id), site.Name),
        NodeEntity node => new(Nouns.Node, Text(node.Id), node.Name),
        ContainerEntity container => new(Nouns.Container, Text(container.Id), container.Hostname),
        ServiceEntity service => new(Nouns.Service, Text(service.Id), Describe(service)),
        ServicePartEntity part => new(Nouns.Service, Text(part.Id), Describe(part)),
        ExternalDomainEntity domain => new(Nouns.Domain, Text(domain.Id), domain.Domain),
        UserEntity user => new(Nouns.User, Text(user.UidNumber), user.Username),
        GroupEntity group => new(Nouns.Group, Text(group.GidNumber), group.Cn),
        UserGroupEntity member => new(Nouns.GroupMember, $"{Text(member.UidNumber)}/{Text(member.GidNumber)}", Describe(member)),
        SessionSecretEntity secret => new(Nouns.SessionSecret, Text(secret.Id), Text(secret.Id)),
        CertificateEntity certificate => new(Nouns.Certificate, Text(certificate.Id), certificate.ExternalDomain?.Domain ?? certificate.Subject),
        _ => null,
    };

    private static string Describe(ServiceEntity service) =>
        (ServicePartEntity?)service.Http is { } http ? Describe(http)
        : (ServicePartEntity?)service.Transport is { } transport ? Describe(transport)
        : service.Dns is { } dns ? Describe(dns)
        : $"{service.Type.ToString().ToLowerInvariant()} {Text(service.ContainerPort)}";

    private static string Describe(ServicePartEntity part) => part switch
    {
        HttpServiceEntity http => $"http {http.ExternalHostname}",
        TransportServiceEntity transport => $"{transport.Protocol.ToString().ToLowerInvariant()} {Text(transport.ExternalPort)}",
        DnsServiceEntity dns => $"dns {dns.ServiceName}",
        _ => Text(part.Id),
    };

    private static string Describe(UserGroupEntity member) =>
        $"{member.User?.Username ?? Text(member.UidNumber)} in {member.Group?.Cn ?? Text(member.GidNumber)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
