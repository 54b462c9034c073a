using ClusterManagement.Data.Secrets;
using Xunit;

namespace ClusterManagement.Tests.Import;

/// <summary>What an import writes and says, from each era and between engines: the same everywhere.</summary>
public sealed class ImportedRowsTests
{
    /// <summary>Eras, the other database's engine, and ours.</summary>
    public static TheoryData<string, DatabaseEngine, DatabaseEngine> Ways => new()
    {
        { "seed", DatabaseEngine.SQLite, DatabaseEngine.SQLite },
        { "seed", DatabaseEngine.SQLite, DatabaseEngine.PostgreSQL },
        { "seed", DatabaseEngine.PostgreSQL, DatabaseEngine.SQLite },
        { "seed", DatabaseEngine.PostgreSQL, DatabaseEngine.MariaDB },
        { "head", DatabaseEngine.SQLite, DatabaseEngine.SQLite },
        { "head", DatabaseEngine.SQLite, DatabaseEngine.MariaDB },
        { "head", DatabaseEngine.PostgreSQL, DatabaseEngine.SQLite },
        { "head", DatabaseEngine.PostgreSQL, DatabaseEngine.PostgreSQL },
        { "head", DatabaseEngine.MariaDB, DatabaseEngine.SQLite },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Every_row_is_reported_and_what_is_taken_is_here(string era, DatabaseEngine from, DatabaseEngine to)
    {
        await using var lab = await ImportLab.StartAsync(era, from, to);

        Assert.Equal(SourceScript.Report(era, from.ToString().ToLowerInvariant()), await lab.ReportAsync());

        await AssertClusterAsync(lab);
        await AssertServicesAsync(lab);
        await AssertAccountsAsync(lab);
        await AssertJobsAsync(lab);
        await AssertSecretsAsync(lab);
    }

    private static async Task AssertClusterAsync(ImportLab lab)
    {
        Assert.Equal(
            [
                "dc1 | cluster.internal | 10.0.0.100-10.0.0.200 | 255.255.255.0 | 10.0.0.1 | 1.1.1.1,8.8.8.8",
                "Berlin | berlin.internal | 10.1.0.100-10.1.0.200 | 255.255.255.0 | 10.1.0.1 | ",
            ],
            await lab.RowsAsync("SELECT [name], [internalDomain], [dhcpRange], [subnetMask], [gateway], [dnsForwarders] FROM [Sites] ORDER BY [id]"));
        Assert.Equal(
            [
                "pve1 | dc1 | 10.0.0.11 | https://pve1:8006 | root@pam!automation | 0 | ",
                "pve2 | dc1 |  | https://pve2.example.com:8006 | root@pam | 1 | ",
                "PVE3 | Berlin |  |  |  | 0 | ",
            ],
            await lab.RowsAsync("""
                SELECT [n].[name], [s].[name] AS [site], [ipv4Address], [apiUrl], [apiTokenIdOrUsername], CASE WHEN [disableTlsVerification] THEN 1 ELSE 0 END, [certificateFingerprint]
                FROM [Nodes] AS [n] JOIN [Sites] AS [s] ON [s].[id] = [n].[siteId] ORDER BY [n].[id]
                """));
        Assert.Equal(
            [
                "example.com | dc1 | admin@example.com | https://acme-v02.api.letsencrypt.org/directory | dns@example.com",
                "example.org | Berlin |  |  | ",
            ],
            await lab.RowsAsync("""
                SELECT [domain], [s].[name], [acmeEmail], [acmeDirectory], [cloudflareApiEmail]
                FROM [ExternalDomains] AS [d] JOIN [Sites] AS [s] ON [s].[id] = [d].[siteId] ORDER BY [d].[id]
                """));
        const string Asked = "unknown | Taken over from opensource-server; Proxmox has not been asked yet.";
        Assert.Equal(
            [
                $"web1 | web1 | pve1 | 101 | BC:24:11:00:00:01 | 10.0.0.101 | 167772261 | {Asked} | Owner: alice | 0",
                $"db1 | db1 | pve2 | 102 | BC:24:11:00:00:02 | 10.0.0.102 | 167772262 | {Asked} | Owner: bob | 0",
                $"app1 | app1 | PVE3 | 101 | BC:24:11:00:00:03 | 10.1.0.101 | 167837797 | {Asked} | Owner: carol | 0",
            ],
            await lab.RowsAsync("""
                SELECT [hostname], [c].[name], [n].[name] AS [node], [containerId], [macAddress], [c].[ipv4Address], [ipv4Number], [status], [statusReason], [description],
                    CASE WHEN [onBoot] OR [template] IS NOT NULL OR [cores] IS NOT NULL OR [memory] IS NOT NULL OR [swap] IS NOT NULL OR [disk] IS NOT NULL OR [tags] IS NOT NULL THEN 1 ELSE 0 END
                FROM [Containers] AS [c] JOIN [Nodes] AS [n] ON [n].[id] = [c].[nodeId] ORDER BY [c].[id]
                """));
        Assert.Equal(3, (await lab.Target.RowsAsync("SELECT DISTINCT [ownershipId] FROM [Containers]")).Count);
    }

    private static async Task AssertServicesAsync(ImportLab lab) => Assert.Equal(
        [
            "web1 | http | 8080 | app | example.com |  |  |  | ",
            "web1 | transport | 22 |  |  | tcp | 2201 | 0 | ",
            "db1 | transport | 5432 |  |  | tcp | 15432 | 1 | ",
            "db1 | dns | 389 |  |  |  |  |  | SRV _ldap._tcp",
            "web1 | http | 8081 | www | example.com |  |  |  | ",
            "app1 | transport | 53 |  |  | udp | 2053 | 0 | ",
        ],
        await lab.RowsAsync("""
            SELECT [hostname], [v].[type], [containerPort], [externalHostname], [domain], [protocol], [externalPort],
                CASE WHEN [useTls] IS NULL THEN NULL WHEN [useTls] THEN 1 ELSE 0 END, CASE WHEN [serviceName] IS NULL THEN NULL ELSE concat([recordType], ' ', [serviceName]) END
            FROM [Services] AS [v] JOIN [Containers] AS [c] ON [c].[id] = [v].[containerId]
                LEFT JOIN [HTTPServices] AS [h] ON [h].[id] = [v].[id] LEFT JOIN [ExternalDomains] AS [d] ON [d].[id] = [h].[externalDomainId]
                LEFT JOIN [TransportServices] AS [t] ON [t].[id] = [v].[id] LEFT JOIN [DnsServices] AS [s] ON [s].[id] = [v].[id]
            ORDER BY [v].[id]
            """));

    private static async Task AssertAccountsAsync(ImportLab lab)
    {
        Assert.Equal(
            ["2000 | ldapusers | 0", "2001 | sysadmins | 1", "2002 | administrators | 1", "2003 | operators | 1", "2006 | interns | 0", "2007 | developers | 0"],
            await lab.RowsAsync("SELECT [gidNumber], [cn], CASE WHEN [isAdministrator] THEN 1 ELSE 0 END FROM [Groups] ORDER BY [gidNumber]"));
        Assert.Equal(
            [
                $"2000 | alice | Alice Doe | Doe | Alice | alice@example.com |  | {SourceScript.AliceHash} | active",
                $"2001 | bob | Bob Roe | Roe | Bob | bob@example.com | {SourceScript.SshKey} | {SourceScript.BobHash} | pending",
                $"2002 | carol | Carol Poe | Poe | Carol | carol@example.com |  | {SourceScript.CarolHash} | suspended",
                "2003 | dave | Dave Low | Low | Dave | dave@example.com |  |  | active",
            ],
            await lab.RowsAsync("SELECT [uidNumber], [username], [cn], [sn], [givenName], [mail], [sshPublicKey], [userPassword], [status] FROM [Users] ORDER BY [uidNumber]"));
        Assert.Equal(
            ["2000 | 2000", "2000 | 2001", "2001 | 2000", "2002 | 2000", "2002 | 2007", "2003 | 2003", "2003 | 2006"],
            await lab.RowsAsync("SELECT [uidNumber], [gidNumber] FROM [UserGroups] ORDER BY [uidNumber], [gidNumber]"));

        // Above the numbers of those that were refused, too.
        Assert.Equal(
            ["gid | 2008", "uid | 2051"],
            await lab.RowsAsync("SELECT [name], [nextFree] FROM [AllocationPools] WHERE [name] IN ('uid', 'gid') ORDER BY [name]"));
    }

    private static async Task AssertJobsAsync(ImportLab lab)
    {
        Assert.Equal(
            [
                "node bin/create-container.js --container-id=1 | alice | success",
                "node bin/create-container.js --container-id=2 | bob | cancelled",
                $"node bin/reconfigure-container.js --note={new string('x', 255 - 41)} |  | failure",
                "node bin/create-container.js --container-id=3 | bob | cancelled",
            ],
            await lab.RowsAsync("SELECT [name], [associatedResource], [status] FROM [Jobs] ORDER BY [id]"));
        Assert.Equal(
            [
                "1 | Cloning template",
                "1 | Done",
                "2 | \uFFFD[31mStarting\uFFFD[0m\nsecond line",
                "2 | Cancelled: it was running when it was taken over from opensource-server.",
                "4 | Cancelled: it was pending when it was taken over from opensource-server.",
            ],
            await lab.RowsAsync("SELECT [jobId], [message] FROM [JobStatuses] ORDER BY [jobId], [id]"));
    }

    private static async Task AssertSecretsAsync(ImportLab lab)
    {
        var protector = new SecretProtector(lab.KeyRing);
        async Task<List<string?>> RevealAsync(string column, string table) =>
            [.. (await lab.Target.RowsAsync($"SELECT [{column}] FROM [{table}] ORDER BY [id]")).Select(row => row[0] is string text ? protector.Unprotect(text, table).Reveal() : null)];

        Assert.Equal(["4e2b9a51-node-secret-1", "node-secret-2", null], await RevealAsync("apiTokenSecretOrPassword", "Nodes"));
        Assert.Equal(["cloudflare-key-1", null], await RevealAsync("cloudflareApiKey", "ExternalDomains"));

        // The newest one there is the last one here, and goes on signing.
        Assert.Equal(
            ["0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"],
            await RevealAsync("secret", "SessionSecrets"));
    }
}
