using Xunit;

namespace ClusterManagement.Tests.Contract;

/// <summary>Tables and columns carry the names of the spec, on every engine.</summary>
/// <param name="databases">The databases.</param>
public sealed class SpecTests(ContractDatabases databases) : IClassFixture<ContractDatabases>
{
    private static readonly (string Table, string Columns)[] Spec =
    [
        ("Sites", "name internalDomain dhcpRange subnetMask gateway dnsForwarders"),
        ("Nodes", "name siteId ipv4Address apiUrl apiTokenIdOrUsername apiTokenSecretOrPassword disableTlsVerification"),
        ("Containers", "hostname name nodeId containerId macAddress ipv4Address status"),
        ("Services", "containerId type containerPort"),
        ("HTTPServices", "externalHostname externalDomainId"),
        ("TransportServices", "protocol externalPort useTls"),
        ("DnsServices", "recordType serviceName"),
        ("ExternalDomains", "domain siteId acmeEmail acmeDirectory cloudflareApiEmail cloudflareApiKey"),
        ("Users", "uidNumber username cn sn givenName mail sshPublicKey userPassword status"),
        ("Groups", "gidNumber cn isAdministrator"),
        ("UserGroups", "uidNumber gidNumber"),
        ("Jobs", "name associatedResource status"),
        ("JobStatuses", "jobId message"),
        ("SessionSecrets", "secret"),
    ];

    public static TheoryData<DatabaseEngine, string, string> Tables
    {
        get
        {
            var cases = new TheoryData<DatabaseEngine, string, string>();
            foreach (var engine in new[] { DatabaseEngine.SQLite, DatabaseEngine.PostgreSQL, DatabaseEngine.MariaDB })
            {
                foreach (var (table, columns) in Spec) cases.Add(engine, table, columns);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_table_has_the_columns_of_the_spec(DatabaseEngine engine, string table, string columns)
    {
        var database = await databases.GetAsync(engine);
        await using var connection = await database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = database.Provider.Sql($"SELECT * FROM [{table}] WHERE 1 = 0");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var there = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();

        Assert.Equal([], columns.Split(' ').Except(there, StringComparer.Ordinal));
        Assert.All(there, name => Assert.True(char.IsLower(name[0]), name));
        if (table is "HTTPServices" or "TransportServices" or "DnsServices") return;
        Assert.Equal([], new[] { "createdAt", "updatedAt" }.Except(there, StringComparer.Ordinal));
    }
}
