using System.Data.Common;
using ClusterManagement.Tests.Databases;
using Xunit;

namespace ClusterManagement.Tests.Transfer;

/// <summary>
/// Rows in every table that an engine could garble: keys with gaps, nulls beside empty texts, texts of every sort, the
/// highest and lowest numbers, times to the microsecond. Every column is null in one row and filled in another where it can be.
/// </summary>
internal static class FilledDatabase
{
    private const string Odd = "  it's \"quoted\" \\ back\\slash `tick` %_ \t tab \r\n line\n \u00e4\u00df\u4e2d\u6587 e\u0301 \ud83d\ude80 [brackets] @p0 ; -- \u200b end  ";

    private static readonly DateTime Early = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Fine = new DateTime(2026, 2, 28, 23, 59, 59, DateTimeKind.Utc).AddTicks(9_999_990);
    private static readonly DateTime Late = new DateTime(2106, 12, 31, 12, 0, 0, DateTimeKind.Utc).AddTicks(10);

    /// <summary>A database of an engine with all of the rows.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseEngine engine)
    {
        var database = await TestDatabase.CreateMigratedAsync(engine);
        await FillAsync(database);
        return database;
    }

    private static async Task FillAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsync();
        await InsertAsync(
            "Sites", "id name internalDomain dhcpRange subnetMask gateway dnsForwarders createdAt updatedAt version",
            [3, "dc1", "cluster.internal", "10.0.0.100-10.0.0.250", "255.255.255.0", "10.0.0.1", null, Early, Fine, Guid.Empty],
            [90, "DC \u00dcber 2", "b.internal", "10.1.0.10-10.1.0.20", "255.255.255.0", "10.1.0.1", "1.1.1.1,9.9.9.9", Fine, Late, Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff")]);
        await InsertAsync(
            "Nodes", "id name siteId ipv4Address apiUrl apiTokenIdOrUsername apiTokenSecretOrPassword disableTlsVerification certificateFingerprint createdAt updatedAt version",
            [7, "pve1", 3, "10.0.0.5", "https://pve1:8006", "root@pam!t", "CfDJ8 encrypted/+==", true, "AA:BB", Early, Early, Unique(1)],
            [2_000_000_000, "pve2", 90, null, null, null, null, false, null, Fine, Fine, Unique(2)]);
        await InsertAsync(
            "Containers",
            "id hostname name nodeId containerId macAddress ipv4Address ipv4Number status statusReason ownershipId template cores memory swap disk description tags onBoot createdAt updatedAt version",
            [5, "web1", "Web 1", 7, 101, "BC:24:11:00:00:01", "10.0.0.100", 167772260L, "running", null, Unique(10), "debian-12", 4, 2048, 0, 8, Odd, "a;b", true, Early, Fine, Unique(3)],
            [6, "web2", "web 1", 7, null, "BC:24:11:00:00:02", "10.0.0.102", 167772262L, "failed", Odd, Unique(11), null, null, null, null, null, null, null, false, Fine, Late, Unique(4)],
            [1000, "last", "\u0130stanbul", 2_000_000_000, 999_999_999, "BC:24:11:FF:FF:FF", "255.255.255.255", 4294967295L, "unknown", "", Unique(12), "", 1, 16, int.MaxValue, 1, "", "", false, Late, Late, Unique(5)]);
        await InsertAsync(
            "ExternalDomains", "id domain siteId acmeEmail acmeDirectory cloudflareApiEmail cloudflareApiKey createdAt updatedAt version",
            [1, "example.com", 3, "a@b.c", "https://acme/dir", "c@d.e", "CfDJ8", Fine, Fine, Unique(6)],
            [9, "example.org", 90, null, null, null, null, Early, Late, Unique(7)]);
        await InsertAsync(
            "Certificates",
            "id externalDomainId currentDomainId certificate privateKey fingerprint subject issuer serialNumber dnsNames notBefore notAfter createdAt updatedAt version",
            [2, 1, null, "-----BEGIN CERTIFICATE-----\nold\n", "CfDJ8 old key", "AA:01", "CN=example.com", Odd, "00", "", Early, Fine, Early, Fine, Unique(8)],
            [3, 1, 1, new string('c', 20_000), new string('k', 9_000), "AA:02", "CN=example.com", "CN=CA", "0F", "example.com;*.example.com", Fine, Late, Fine, Late, Unique(9)]);
        await InsertAsync(
            "Services", "id containerId type containerPort createdAt updatedAt version",
            [1, 5, "http", 1, Early, Early, Unique(20)],
            [2, 5, "transport", 65535, Fine, Fine, Unique(21)],
            [4, 5, "transport", 53, Fine, Fine, Unique(22)],
            [8, 6, "dns", 389, Late, Late, Unique(23)],
            [9, 1000, "http", 443, Late, Late, Unique(24)],
            [70, 1000, "transport", 22, Late, Late, Unique(25)]);
        await InsertAsync("HTTPServices", "id type externalHostname externalDomainId", [1, "http", "app", 1], [9, "http", "app", 9]);
        await InsertAsync(
            "TransportServices", "id type protocol externalPort useTls", [2, "transport", "tcp", 2000, true], [4, "transport", "udp", 2000, false], [70, "transport", "tcp", 65535, false]);
        await InsertAsync("DnsServices", "id type recordType serviceName", [8, "dns", "SRV", "_ldap._tcp"]);
        await InsertAsync(
            "Users", "uidNumber username cn sn givenName mail sshPublicKey userPassword status createdAt updatedAt version",
            [2000, "ann", "Ann \u00c5ngstr\u00f6m", "\u00c5ngstr\u00f6m", "Ann", "ann@example.com", new string('k', 8000), "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA", "active", Early, Fine, Unique(30)],
            [int.MaxValue - 1, "zed", Odd, "", null, "zed@example.com", null, null, "pending", Late, Late, Unique(31)]);
        await database.ExecuteAsync(connection, "DELETE FROM [Groups] WHERE [gidNumber] = 2002");
        await InsertAsync("Groups", "gidNumber cn isAdministrator createdAt updatedAt version", [5000, "staff", true, Fine, Fine, Unique(32)]);
        await InsertAsync(
            "UserGroups", "uidNumber gidNumber createdAt updatedAt version",
            [2000, 2000, Early, Early, Unique(33)], [2000, 5000, Fine, Fine, Unique(34)], [int.MaxValue - 1, 2000, Late, Late, Unique(35)]);
        await InsertAsync(
            "Jobs", "id name associatedResource status completedAt createdAt updatedAt version",
            [1, "Create container web1", "container/web1", "success", Fine, Early, Fine, Unique(40)], [12, Odd, null, "running", null, Late, Late, Unique(41)]);
        await InsertAsync(
            "JobStatuses", "id jobId message createdAt updatedAt version",
            [2, 1, Odd, Early, Early, Unique(42)], [3, 1, "", Fine, Fine, Unique(43)], [30, 12, new string('\u4e2d', 4000), Late, Late, Unique(44)]);
        await InsertAsync("SessionSecrets", "id secret secretFingerprint createdAt updatedAt version", [4, "CfDJ8 secret", new string('f', 64), Fine, Fine, Unique(50)]);
        await InsertAsync(
            "AuditEvents", "id occurredAt userName host processId command action resource resourceId name before after",
            [1L, Early, "root", "host", 1, "New-ClusterSite", "create", "Site", "3", "dc1", null, "{\"name\":\"dc1\"}"],
            [5_000_000_000L, Late, Odd.Trim(), "", int.MaxValue, "", "remove", "Container", "", "", new string('b', 100_000), null]);
        await database.ExecuteAsync(connection, "INSERT INTO [AllocationPools] ([name], [nextFree]) VALUES ('ipv4:3', 167772261)");

        async Task InsertAsync(string table, string columns, params object?[][] rows)
        {
            foreach (var row in rows) await FilledDatabase.InsertAsync(database, connection, table, columns.Split(' '), row);
        }
    }

    private static Guid Unique(int number) => new(number, 0x1234, 0x7abc, 0xde, 0xf0, 1, 2, 3, 4, 5, 6);

    private static async Task InsertAsync(TestDatabase database, DbConnection connection, string table, string[] columns, object?[] row)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = database.Provider.Sql(
            $"INSERT INTO [{table}] ({string.Join(", ", columns.Select(column => $"[{column}]"))}) VALUES ({string.Join(", ", columns.Select(column => $"@{column}"))})");
        for (var i = 0; i < columns.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@{columns[i]}", row[i] ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
