using Xunit;

namespace ClusterManagement.Tests.Data;

/// <summary>The database itself refuses whatever breaks a rule of the spec, whoever writes.</summary>
public sealed class ConstraintTests
{
    private const string NodeColumns = $"INSERT INTO Nodes (id, name, siteId, disableTlsVerification, {SqlFile.Stamps}) VALUES ";
    private const string SiteColumns =
        $"INSERT INTO Sites (id, name, internalDomain, dhcpRange, subnetMask, gateway, {SqlFile.Stamps}) VALUES ";

    /// <summary>Statements that have to fail, with a part of what SQLite says.</summary>
    public static TheoryData<string, string> Refused { get; } = new()
    {
        // Duplicates.
        { SqlFile.Container(2, containerId: "100"), "UNIQUE constraint failed: Containers.nodeId, Containers.containerId" },
        { SqlFile.Container(2, hostname: "web1"), "UNIQUE constraint failed: Containers.hostname" },
        { SqlFile.Container(2, mac: "BC:24:11:00:00:01"), "UNIQUE constraint failed: Containers.macAddress" },
        { SqlFile.Container(2, ipv4: "10.0.0.100"), "UNIQUE constraint failed: Containers.ipv4Address" },
        { SqlFile.Container(2, number: "167772260"), "UNIQUE constraint failed: Containers.ipv4Number" },
        { SqlFile.Container(2, owner: "00000001-0000-0000-0000-000000000000"), "UNIQUE constraint failed: Containers.ownershipId" },
        { $"{NodeColumns} (2, 'pve1', 1, 0, {SqlFile.Stamped})", "UNIQUE constraint failed: Nodes.name" },
        { $"{NodeColumns} (2, 'PVE1', 1, 0, {SqlFile.Stamped})", "UNIQUE constraint failed: Nodes.name" },
        { $"{SiteColumns} (2, 'DC1', 'a.b', '10.1.0.2-10.1.0.3', '255.255.255.0', '10.1.0.1', {SqlFile.Stamped})", "UNIQUE constraint failed: Sites.name" },
        { $"INSERT INTO ExternalDomains (id, domain, siteId, {SqlFile.Stamps}) VALUES (2, 'example.com', 1, {SqlFile.Stamped})", "UNIQUE constraint failed: ExternalDomains.domain" },
        { SqlFile.Service(9, "transport") + "INSERT INTO TransportServices (id, type, protocol, externalPort, useTls) VALUES (9, 'transport', 'tcp', 2000, 0)", "UNIQUE constraint failed: TransportServices.protocol, TransportServices.externalPort" },
        { SqlFile.Service(9, "http") + "INSERT INTO HTTPServices (id, type, externalHostname, externalDomainId) VALUES (9, 'http', 'app', 1)", "UNIQUE constraint failed: HTTPServices.externalHostname, HTTPServices.externalDomainId" },

        // A child of the wrong type, with its own type and with the service's.
        { SqlFile.Service(9, "dns") + "INSERT INTO TransportServices (id, type, protocol, externalPort, useTls) VALUES (9, 'transport', 'tcp', 2001, 0)", "FOREIGN KEY constraint failed" },
        { SqlFile.Service(9, "dns") + "INSERT INTO TransportServices (id, type, protocol, externalPort, useTls) VALUES (9, 'dns', 'tcp', 2001, 0)", "CHECK constraint failed: CK_TransportServices_type" },
        { SqlFile.Service(9, "transport") + "INSERT INTO HTTPServices (id, type, externalHostname, externalDomainId) VALUES (9, 'http', 'b', 1)", "FOREIGN KEY constraint failed" },
        { SqlFile.Service(9, "transport") + "INSERT INTO HTTPServices (id, type, externalHostname, externalDomainId) VALUES (9, 'transport', 'b', 1)", "CHECK constraint failed: CK_HTTPServices_type" },
        { SqlFile.Service(9, "http") + "INSERT INTO DnsServices (id, type, recordType, serviceName) VALUES (9, 'dns', 'SRV', '_a._tcp')", "FOREIGN KEY constraint failed" },
        { SqlFile.Service(9, "http") + "INSERT INTO DnsServices (id, type, recordType, serviceName) VALUES (9, 'http', 'SRV', '_a._tcp')", "CHECK constraint failed: CK_DnsServices_type" },
        { "UPDATE Services SET type = 'dns' WHERE id = 1", "FOREIGN KEY constraint failed" },

        // Unknown words.
        { SqlFile.Container(2, status: "sleeping"), "CHECK constraint failed: CK_Containers_status" },
        { SqlFile.Container(2, status: "Running"), "CHECK constraint failed: CK_Containers_status" },
        { SqlFile.Service(9, "ftp"), "CHECK constraint failed: CK_Services_type" },
        { "UPDATE TransportServices SET protocol = 'sctp'", "CHECK constraint failed: CK_TransportServices_protocol" },
        { "UPDATE DnsServices SET recordType = 'MX'", "CHECK constraint failed: CK_DnsServices_recordType" },
        { "UPDATE Jobs SET status = 'done'", "CHECK constraint failed: CK_Jobs_status" },
        { "UPDATE TransportServices SET protocol = 'udp', useTls = 1", "CHECK constraint failed: CK_TransportServices_useTls" },

        // Numbers out of range.
        { SqlFile.Service(9, "http", port: 0), "CHECK constraint failed: CK_Services_containerPort" },
        { SqlFile.Service(9, "http", port: 65536), "CHECK constraint failed: CK_Services_containerPort" },
        { "UPDATE TransportServices SET externalPort = 0", "CHECK constraint failed: CK_TransportServices_externalPort" },
        { "UPDATE TransportServices SET externalPort = 65536", "CHECK constraint failed: CK_TransportServices_externalPort" },
        { SqlFile.Container(2, containerId: "99"), "CHECK constraint failed: CK_Containers_containerId" },
        { SqlFile.Container(2, containerId: "1000000000"), "CHECK constraint failed: CK_Containers_containerId" },
        { SqlFile.Container(2, number: "-1"), "CHECK constraint failed: CK_Containers_ipv4Number" },
        { SqlFile.Container(2, number: "4294967296"), "CHECK constraint failed: CK_Containers_ipv4Number" },

        // Upper case where lower case is kept, and the reverse; nothing where there has to be something.
        { SqlFile.Container(2, hostname: "Web2"), "CHECK constraint failed: CK_Containers_hostname" },
        { SqlFile.Container(2, hostname: ""), "CHECK constraint failed: CK_Containers_hostname" },
        { SqlFile.Container(2, mac: "bc:24:11:00:00:02"), "CHECK constraint failed: CK_Containers_macAddress" },
        { "UPDATE ExternalDomains SET domain = 'Example.com'", "CHECK constraint failed: CK_ExternalDomains_domain" },
        { "UPDATE Sites SET internalDomain = 'Cluster.internal'", "CHECK constraint failed: CK_Sites_internalDomain" },
        { "UPDATE HTTPServices SET externalHostname = 'App'", "CHECK constraint failed: CK_HTTPServices_externalHostname" },
        { "UPDATE HTTPServices SET externalHostname = ''", "CHECK constraint failed: CK_HTTPServices_externalHostname" },
        { "UPDATE DnsServices SET serviceName = '_LDAP._tcp'", "CHECK constraint failed: CK_DnsServices_serviceName" },
        { "UPDATE Containers SET name = NULL", "NOT NULL constraint failed: Containers.name" },

        // Orphans.
        { SqlFile.Container(2, node: 9), "FOREIGN KEY constraint failed" },
        { SqlFile.Service(9, "http", container: 9), "FOREIGN KEY constraint failed" },
        { $"{NodeColumns} (2, 'pve2', 9, 0, {SqlFile.Stamped})", "FOREIGN KEY constraint failed" },
        { "INSERT INTO TransportServices (id, type, protocol, externalPort, useTls) VALUES (77, 'transport', 'tcp', 2001, 0)", "FOREIGN KEY constraint failed" },
        { "UPDATE HTTPServices SET externalDomainId = 9", "FOREIGN KEY constraint failed" },
        { "UPDATE JobStatuses SET jobId = 9", "FOREIGN KEY constraint failed" },

        // What others depend on stays.
        { "DELETE FROM Sites", "FOREIGN KEY constraint failed" },
        { "DELETE FROM Nodes", "FOREIGN KEY constraint failed" },
        { "DELETE FROM ExternalDomains", "FOREIGN KEY constraint failed" },
        { "DELETE FROM Nodes WHERE id = 1", "FOREIGN KEY constraint failed" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task The_database_refuses(string sql, string words)
    {
        using var file = await SqlFile.CreateAsync();
        Assert.Contains(words, file.Refusal(sql), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT count(*) FROM Containers", 0)]
    [InlineData("SELECT count(*) FROM Services", 0)]
    [InlineData("SELECT count(*) FROM HTTPServices", 0)]
    [InlineData("SELECT count(*) FROM TransportServices", 0)]
    [InlineData("SELECT count(*) FROM DnsServices", 0)]
    [InlineData("SELECT count(*) FROM ExternalDomains", 1)]
    [InlineData("SELECT count(*) FROM Nodes", 1)]
    public async Task A_container_takes_its_services_along(string count, long left)
    {
        using var file = await SqlFile.CreateAsync();
        file.Execute("DELETE FROM Containers WHERE id = 1");
        Assert.Equal(left, file.Scalar(count));
    }

    [Fact]
    public async Task A_job_takes_its_statuses_along()
    {
        using var file = await SqlFile.CreateAsync();
        file.Execute("DELETE FROM Jobs WHERE id = 1");
        Assert.Equal(0L, file.Scalar("SELECT count(*) FROM JobStatuses"));
    }

    [Fact]
    public async Task What_the_rules_allow_is_taken()
    {
        using var file = await SqlFile.CreateAsync();

        // The same CTID on another node, the same port of the other protocol, the same host below another domain, no CTID at all.
        file.Execute($"{NodeColumns} (2, 'pve2', 1, 0, {SqlFile.Stamped})");
        file.Execute(SqlFile.Container(2, node: 2, containerId: "100"));
        file.Execute(SqlFile.Container(3, containerId: "NULL") + SqlFile.Container(4, containerId: "NULL"));
        file.Execute(SqlFile.Service(9, "transport") + "INSERT INTO TransportServices (id, type, protocol, externalPort, useTls) VALUES (9, 'transport', 'udp', 2000, 0)");
        file.Execute($"INSERT INTO ExternalDomains (id, domain, siteId, {SqlFile.Stamps}) VALUES (2, 'example.org', 1, {SqlFile.Stamped})");
        file.Execute(SqlFile.Service(10, "http") + "INSERT INTO HTTPServices (id, type, externalHostname, externalDomainId) VALUES (10, 'http', 'app', 2)");
        Assert.Equal(4L, file.Scalar("SELECT count(*) FROM Containers"));
        Assert.Equal(0L, file.Scalar("SELECT count(*) FROM pragma_foreign_key_check"));
    }
}
