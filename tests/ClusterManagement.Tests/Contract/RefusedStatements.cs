using ClusterManagement.Data;
using static ClusterManagement.Tests.Databases.SampleRows;

namespace ClusterManagement.Tests.Contract;

/// <summary>What the database itself refuses, whoever writes: every rule of the spec, and ours beside it.</summary>
internal static class RefusedStatements
{
    public static IReadOnlyList<RefusedStatement> All { get; } =
    [
        // A second owner.
        Duplicate("a second container with a CTID on a node", Container(2, containerId: "100"), "Containers.nodeId, Containers.containerId"),
        Duplicate("a second host name", Container(2, hostname: "web1"), "Containers.hostname"),
        Duplicate("a second MAC address", Container(2, mac: "BC:24:11:00:00:01"), "Containers.macAddress"),
        Duplicate("a second IPv4 address", Container(2, ipv4: "10.0.0.100"), "Containers.ipv4Address"),
        Duplicate("a second IPv4 number", Container(2, number: "167772260"), "Containers.ipv4Number"),
        Duplicate("a second mark of ownership", Container(2, owner: "00000001-0000-0000-0000-000000000000"), "Containers.ownershipId"),
        Duplicate("a second node of a name", $"{NodeRow} (2, 'pve1', 1, FALSE, {Stamped})", "Nodes.name"),
        Duplicate("a node's name in another case", $"{NodeRow} (2, 'PVE1', 1, FALSE, {Stamped})", "Nodes.name"),
        Duplicate("a site's name in another case", $"{SiteRow} (2, 'DC1', 'a.b', '10.1.0.2-10.1.0.3', '255.255.255.0', '10.1.0.1', {Stamped})", "Sites.name"),
        Duplicate("a second domain of a name", $"{DomainRow} (2, 'example.com', 1, {Stamped})", "ExternalDomains.domain"),
        Duplicate("a second service on a port", Service(9, "transport") + $"{TransportRow} (9, 'transport', 'tcp', 2000, FALSE)", "TransportServices.protocol, TransportServices.externalPort"),
        Duplicate("a second service under a host and domain", Service(9, "http") + $"{HttpRow} (9, 'http', 'app', 1)", "HTTPServices.externalHostname, HTTPServices.externalDomainId"),
        Duplicate("a second user of a name", User(2001, username: "user2000"), "Users.username"),
        Duplicate("a second user of a mail address", User(2001, mail: "user2000@example.com"), "Users.mail"),
        Duplicate("a second group of a name", $"{GroupRow} (2100, 'sysadmins', FALSE, {Stamped})", "Groups.cn"),
        Duplicate("a second session secret of a value", $"{SecretRow} (2, 'other', 'F1', {Stamped})", "SessionSecrets.secretFingerprint"),
        Duplicate("a second current certificate of a domain", Certificate(2), "Certificates.currentDomainId"),
        Duplicate("a certificate twice", Certificate(2, current: "NULL", fingerprint: "AA:01"), "Certificates.externalDomainId, Certificates.fingerprint"),
        new("a second user of a number", User(2000, username: "other", mail: "other@example.com"), DatabaseFaultKind.Duplicate),
        new("a second group of a number", $"{GroupRow} (2000, 'other', FALSE, {Stamped})", DatabaseFaultKind.Duplicate),
        new("a second membership of a user in a group", $"{MemberRow} (2000, 2000, {Stamped})", DatabaseFaultKind.Duplicate),

        // A child of the wrong type, with its own type and with the service's.
        Orphan("a transport child of a DNS service", Service(9, "dns") + $"{TransportRow} (9, 'transport', 'tcp', 2001, FALSE)"),
        Check("a transport child of type dns", Service(9, "dns") + $"{TransportRow} (9, 'dns', 'tcp', 2001, FALSE)", "CK_TransportServices_type"),
        Orphan("an HTTP child of a transport service", Service(9, "transport") + $"{HttpRow} (9, 'http', 'b', 1)"),
        Check("an HTTP child of type transport", Service(9, "transport") + $"{HttpRow} (9, 'transport', 'b', 1)", "CK_HTTPServices_type"),
        Orphan("a DNS child of an HTTP service", Service(9, "http") + $"{DnsRow} (9, 'dns', 'SRV', '_a._tcp')"),
        Check("a DNS child of type http", Service(9, "http") + $"{DnsRow} (9, 'http', 'SRV', '_a._tcp')", "CK_DnsServices_type"),
        Orphan("a service that changes its type", "UPDATE [Services] SET [type] = 'dns' WHERE [id] = 1"),

        // Unknown words.
        Check("an unknown status of a container", Container(2, status: "sleeping"), "CK_Containers_status"),
        Check("a status in another case", Container(2, status: "Running"), "CK_Containers_status"),
        Check("an unknown type of service", Service(9, "ftp"), "CK_Services_type"),
        Check("an unknown protocol", "UPDATE [TransportServices] SET [protocol] = 'sctp'", "CK_TransportServices_protocol"),
        Check("an unknown type of record", "UPDATE [DnsServices] SET [recordType] = 'MX'", "CK_DnsServices_recordType"),
        Check("an unknown status of a job", "UPDATE [Jobs] SET [status] = 'done'", "CK_Jobs_status"),
        Check("an unknown status of a user", User(2001, status: "'locked'"), "CK_Users_status"),
        Check("TLS over UDP", "UPDATE [TransportServices] SET [protocol] = 'udp', [useTls] = TRUE", "CK_TransportServices_useTls"),
        Check("an unknown action in the audit trail", "INSERT INTO [AuditEvents] ([occurredAt], [userName], [host], [processId], [command], [action], [resource], [resourceId], [name]) VALUES ('2026-01-01 00:00:00', 'a', 'b', 1, 'c', 'peek', 'd', '1', 'e')", "CK_AuditEvents_action"),

        Check("a certificate that is another domain's current one", $"{DomainRow} (2, 'example.org', 1, {Stamped});" + Certificate(2, current: "2"), "CK_Certificates_currentDomainId"),

        // Numbers out of range.
        Check("a container port of 0", Service(9, "http", port: 0), "CK_Services_containerPort"),
        Check("a container port of 65536", Service(9, "http", port: 65536), "CK_Services_containerPort"),
        Check("an external port of 0", "UPDATE [TransportServices] SET [externalPort] = 0", "CK_TransportServices_externalPort"),
        Check("an external port of 65536", "UPDATE [TransportServices] SET [externalPort] = 65536", "CK_TransportServices_externalPort"),
        Check("a CTID of 99", Container(2, containerId: "99"), "CK_Containers_containerId"),
        Check("a CTID of ten digits", Container(2, containerId: "1000000000"), "CK_Containers_containerId"),
        Check("a negative address", Container(2, number: "-1"), "CK_Containers_ipv4Number"),
        Check("an address of 33 bits", Container(2, number: "4294967296"), "CK_Containers_ipv4Number"),
        Check("a uid below 2000", User(1999), "CK_Users_uidNumber"),
        Check("a gid below 2000", $"{GroupRow} (1999, 'low', FALSE, {Stamped})", "CK_Groups_gidNumber"),

        // Upper case where lower case is kept, and the reverse; nothing where there has to be something.
        Check("a host name in upper case", Container(2, hostname: "Web2"), "CK_Containers_hostname"),
        Check("an empty host name", Container(2, hostname: ""), "CK_Containers_hostname"),
        Check("a MAC address in lower case", Container(2, mac: "bc:24:11:00:00:02"), "CK_Containers_macAddress"),
        Check("a domain in upper case", "UPDATE [ExternalDomains] SET [domain] = 'Example.com'", "CK_ExternalDomains_domain"),
        Check("an internal domain in upper case", "UPDATE [Sites] SET [internalDomain] = 'Cluster.internal'", "CK_Sites_internalDomain"),
        Check("an external host in upper case", "UPDATE [HTTPServices] SET [externalHostname] = 'App'", "CK_HTTPServices_externalHostname"),
        Check("an empty external host", "UPDATE [HTTPServices] SET [externalHostname] = ''", "CK_HTTPServices_externalHostname"),
        Check("a service name in upper case", "UPDATE [DnsServices] SET [serviceName] = '_LDAP._tcp'", "CK_DnsServices_serviceName"),
        Check("a user name in upper case", User(2001, username: "Alice"), "CK_Users_username"),
        Check("a mail address in upper case", User(2001, mail: "Alice@example.com"), "CK_Users_mail"),
        Check("a group name in upper case", $"{GroupRow} (2100, 'Staff', FALSE, {Stamped})", "CK_Groups_cn"),
        Check("a container without a name", "UPDATE [Containers] SET [name] = NULL", "name"),
        Check("a user without a status", User(2001, status: "NULL"), "status"),

        // Orphans.
        Orphan("a container on no node", Container(2, node: 9)),
        Orphan("a service of no container", Service(9, "http", container: 9)),
        Orphan("a node of no site", $"{NodeRow} (2, 'pve2', 9, FALSE, {Stamped})"),
        Orphan("a child row of no service", $"{TransportRow} (77, 'transport', 'tcp', 2001, FALSE)"),
        Orphan("an HTTP service below no domain", "UPDATE [HTTPServices] SET [externalDomainId] = 9"),
        Orphan("a status of no job", "UPDATE [JobStatuses] SET [jobId] = 9"),
        Orphan("a domain of no site", $"{DomainRow} (2, 'example.org', 9, {Stamped})"),
        Orphan("a certificate of no domain", Certificate(2, current: "NULL", domain: 9)),
        Orphan("a version of no site", "INSERT INTO [SiteVersions] ([siteId], [version]) VALUES (9, 'a')"),
        Orphan("a membership of no user", $"{MemberRow} (2001, 2001, {Stamped})"),
        Orphan("a membership in no group", $"{MemberRow} (2000, 2099, {Stamped})"),

        // What others depend on stays.
        Orphan("the end of a site with nodes and domains", "DELETE FROM [Sites]"),
        Orphan("the end of a node with containers", "DELETE FROM [Nodes]"),
        Orphan("the end of a domain with HTTP services", "DELETE FROM [ExternalDomains]"),
    ];

    private static RefusedStatement Duplicate(string rule, string sql, string columns) => new(rule, sql, DatabaseFaultKind.Duplicate, columns);

    private static RefusedStatement Check(string rule, string sql, string name) => new(rule, sql, DatabaseFaultKind.Check, name);

    private static RefusedStatement Orphan(string rule, string sql) => new(rule, sql, DatabaseFaultKind.Reference);
}
