using Xunit;
using static ClusterManagement.Tests.Databases.SampleRows;

namespace ClusterManagement.Tests.Contract;

/// <summary>A site's version is another one after each change its edge shows, whoever writes, and only then.</summary>
/// <param name="databases">The databases.</param>
public sealed class SiteVersionTests(ContractDatabases databases) : IClassFixture<ContractDatabases>
{
    private const string VersionSql = "SELECT [version] FROM [SiteVersions] WHERE [siteId] = 1";

    private static readonly string OtherSite = $"{SiteRow} (2, 'dc2', 'other.internal', '10.1.0.2-10.1.0.9', '255.255.255.0', '10.1.0.1', {Stamped});";

    private static readonly string[] Shown =
    [
        "UPDATE [Sites] SET [internalDomain] = 'other.internal'",
        "UPDATE [Sites] SET [dnsForwarders] = '9.9.9.9'",
        $"{NodeRow} (2, 'pve2', 1, FALSE, {Stamped})",
        "UPDATE [Nodes] SET [ipv4Address] = '10.0.0.5'",
        $"{NodeRow} (2, 'pve2', 1, FALSE, {Stamped}); UPDATE [SiteVersions] SET [version] = 'x'; DELETE FROM [Nodes] WHERE [id] = 2",
        OtherSite + "DELETE FROM [Containers]; UPDATE [SiteVersions] SET [version] = 'x'; UPDATE [Nodes] SET [siteId] = 2",
        Container(2),
        "UPDATE [Containers] SET [hostname] = 'web9'",
        "UPDATE [Containers] SET [macAddress] = 'BC:24:11:00:00:99'",
        "DELETE FROM [Containers]",
        Service(9, "dns") + $"{DnsRow} (9, 'dns', 'SRV', '_a._tcp')",
        "UPDATE [Services] SET [containerPort] = 81 WHERE [id] = 1",
        "UPDATE [HTTPServices] SET [externalHostname] = 'b'",
        "UPDATE [TransportServices] SET [useTls] = TRUE",
        "UPDATE [DnsServices] SET [serviceName] = '_b._udp'",
        "DELETE FROM [Services] WHERE [id] = 2",
        "DELETE FROM [HTTPServices]",
        $"{DomainRow} (2, 'example.org', 1, {Stamped})",
        "UPDATE [ExternalDomains] SET [domain] = 'example.net'",
        "UPDATE [Certificates] SET [currentDomainId] = NULL",
        "UPDATE [Certificates] SET [certificate] = 'other'",
        Certificate(2, current: "NULL"),
        "DELETE FROM [Certificates]",
    ];

    private static readonly string[] NotShown =
    [
        "UPDATE [Containers] SET [status] = 'stopped', [description] = 'x'",
        "UPDATE [Nodes] SET [apiUrl] = 'https://pve1:8006'",
        "UPDATE [ExternalDomains] SET [acmeEmail] = 'a@example.com'",
        "UPDATE [Certificates] SET [privateKey] = 'encrypted anew'",
        "UPDATE [Jobs] SET [status] = 'success'",
        OtherSite + $"{NodeRow} (2, 'pve2', 2, FALSE, {Stamped}); UPDATE [Nodes] SET [name] = 'pve3' WHERE [id] = 2",
    ];

    public static TheoryData<DatabaseEngine, string, bool> Changes
    {
        get
        {
            var cases = new TheoryData<DatabaseEngine, string, bool>();
            foreach (var engine in new[] { DatabaseEngine.SQLite, DatabaseEngine.PostgreSQL, DatabaseEngine.MariaDB })
            {
                foreach (var sql in Shown) cases.Add(engine, sql, true);
                foreach (var sql in NotShown) cases.Add(engine, sql, false);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_that_the_edge_shows_gives_another_version(DatabaseEngine engine, string sql, bool isShown)
    {
        var database = await databases.GetAsync(engine);
        var before = await database.ScalarAsync(VersionSql);
        var after = await database.TryAsync(sql, VersionSql);

        Assert.Matches("^[0-9a-f-]{32,36}$", Assert.IsType<string>(after));
        Assert.Equal(isShown, !Equals(before, after));
    }
}
