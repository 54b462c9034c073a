namespace ClusterManagement.Tests.Databases;

/// <summary>
/// Rows by plain SQL, names in square brackets: site 1 with node 1, container 1 on it with one service of each type (1 to 3),
/// domain 1 with certificate 1, job 1 with a status, user 2000 in group 2000, session secret 1.
/// </summary>
internal static class SampleRows
{
    /// <summary>The columns every table's rows have.</summary>
    public const string Stamps = "[createdAt], [updatedAt], [version]";

    /// <summary>Values for <see cref="Stamps"/>.</summary>
    public const string Stamped = "'2026-01-01 00:00:00', '2026-01-01 00:00:00', '00000000-0000-0000-0000-000000000001'";

    public const string SiteRow = $"INSERT INTO [Sites] ([id], [name], [internalDomain], [dhcpRange], [subnetMask], [gateway], {Stamps}) VALUES ";
    public const string NodeRow = $"INSERT INTO [Nodes] ([id], [name], [siteId], [disableTlsVerification], {Stamps}) VALUES ";
    public const string DomainRow = $"INSERT INTO [ExternalDomains] ([id], [domain], [siteId], {Stamps}) VALUES ";
    public const string HttpRow = "INSERT INTO [HTTPServices] ([id], [type], [externalHostname], [externalDomainId]) VALUES ";
    public const string TransportRow = "INSERT INTO [TransportServices] ([id], [type], [protocol], [externalPort], [useTls]) VALUES ";
    public const string DnsRow = "INSERT INTO [DnsServices] ([id], [type], [recordType], [serviceName]) VALUES ";
    public const string GroupRow = $"INSERT INTO [Groups] ([gidNumber], [cn], [isAdministrator], {Stamps}) VALUES ";
    public const string MemberRow = $"INSERT INTO [UserGroups] ([uidNumber], [gidNumber], {Stamps}) VALUES ";
    public const string SecretRow = $"INSERT INTO [SessionSecrets] ([id], [secret], [secretFingerprint], {Stamps}) VALUES ";

    /// <summary>All of the rows that the first schema has a place for.</summary>
    public static string FirstSchema { get; } =
        $"""
        {SiteRow} (1, 'dc1', 'cluster.internal', '10.0.0.100-10.0.0.200', '255.255.255.0', '10.0.0.1', {Stamped});
        INSERT INTO [AllocationPools] ([name], [nextFree]) VALUES ('ipv4:1', 167772260);
        {NodeRow} (1, 'pve1', 1, FALSE, {Stamped});
        {DomainRow} (1, 'example.com', 1, {Stamped});
        INSERT INTO [Jobs] ([id], [name], [status], {Stamps}) VALUES (1, 'Create', 'running', {Stamped});
        INSERT INTO [JobStatuses] ([id], [jobId], [message], {Stamps}) VALUES (1, 1, 'Started.', {Stamped});
        {Container(1)}
        {Service(1, "http")} {Service(2, "transport")} {Service(3, "dns")}
        {HttpRow} (1, 'http', 'app', 1);
        {TransportRow} (2, 'transport', 'tcp', 2000, FALSE);
        {DnsRow} (3, 'dns', 'SRV', '_ldap._tcp');
        """;

    /// <summary>All of the rows.</summary>
    public static string All { get; } =
        $"""
        {FirstSchema}
        {User(2000)}
        {MemberRow} (2000, 2000, {Stamped});
        {SecretRow} (1, 'ciphertext', 'F1', {Stamped});
        {Certificate(1)}
        """;

    /// <summary>A container whose unique values all follow from its number.</summary>
    public static string Container(
        int id,
        string? hostname = null,
        int node = 1,
        string? containerId = null,
        string? mac = null,
        string? ipv4 = null,
        string? number = null,
        string status = "running",
        string? owner = null) =>
        $"""
        INSERT INTO [Containers] ([id], [hostname], [name], [nodeId], [containerId], [macAddress], [ipv4Address], [ipv4Number], [status], [ownershipId], [onBoot], {Stamps})
        VALUES ({id}, '{hostname ?? $"web{id}"}', 'web', {node}, {containerId ?? $"{99 + id}"}, '{mac ?? $"BC:24:11:00:{id / 256:X2}:{id % 256:X2}"}',
            '{ipv4 ?? $"10.0.{(99 + id) / 256}.{(99 + id) % 256}"}', {number ?? $"{167772259 + id}"}, '{status}', '{owner ?? $"{id:D8}-0000-0000-0000-000000000000"}', FALSE, {Stamped});
        """;

    /// <summary>A service of container 1.</summary>
    public static string Service(int id, string type, int container = 1, int port = 80) =>
        $"INSERT INTO [Services] ([id], [containerId], [type], [containerPort], {Stamps}) VALUES ({id}, {container}, '{type}', {port}, {Stamped});";

    /// <summary>A certificate of domain 1.</summary>
    public static string Certificate(int id, string current = "1", string? fingerprint = null, int domain = 1) =>
        $"""
        INSERT INTO [Certificates] ([id], [externalDomainId], [currentDomainId], [certificate], [privateKey], [fingerprint], [subject], [issuer], [serialNumber], [dnsNames], [notBefore], [notAfter], {Stamps})
        VALUES ({id}, {domain}, {current}, 'PEM', 'ciphertext', '{fingerprint ?? $"AA:{id:D2}"}', 'CN=example.com', 'CN=CA', '01', 'example.com', '2026-01-01 00:00:00', '2026-04-01 00:00:00', {Stamped});
        """;

    /// <summary>A user whose unique values follow from the number.</summary>
    public static string User(int uid, string? username = null, string? mail = null, string status = "'active'") =>
        $"""
        INSERT INTO [Users] ([uidNumber], [username], [cn], [sn], [mail], [status], {Stamps})
        VALUES ({uid}, '{username ?? $"user{uid}"}', 'A User', 'User', '{mail ?? $"user{uid}@example.com"}', {status}, {Stamped});
        """;
}
