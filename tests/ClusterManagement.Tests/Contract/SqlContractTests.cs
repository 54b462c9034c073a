using ClusterManagement.Data;
using ClusterManagement.Tests.Databases;
using Xunit;
using static ClusterManagement.Tests.Databases.SampleRows;

namespace ClusterManagement.Tests.Contract;

/// <summary>The rules of the spec hold past all of our code, and the same on every engine: here with plain SQL.</summary>
public sealed class SqlContractTests(ContractDatabases databases) : IClassFixture<ContractDatabases>
{
    private const string Ports = "SELECT [nextFree] FROM [AllocationPools] WHERE [name] = 'port:tcp'";

    public static TheoryData<DatabaseEngine, RefusedStatement> Refused { get; } = new MatrixTheoryData<DatabaseEngine, RefusedStatement>(
        [DatabaseEngine.SQLite, DatabaseEngine.PostgreSQL, DatabaseEngine.MariaDB], RefusedStatements.All);

    /// <summary>What stays of each table when something is deleted: the statement, the table, and how many rows are left.</summary>
    public static TheoryData<DatabaseEngine, string, string, long> Cascades
    {
        get
        {
            var cases = new TheoryData<DatabaseEngine, string, string, long>();
            foreach (var engine in new[] { DatabaseEngine.SQLite, DatabaseEngine.PostgreSQL, DatabaseEngine.MariaDB })
            {
                foreach (var table in new[] { "Services", "HTTPServices", "TransportServices", "DnsServices" }) cases.Add(engine, "DELETE FROM [Containers]", table, 0);
                foreach (var table in new[] { "Nodes", "ExternalDomains", "Jobs", "Users" }) cases.Add(engine, "DELETE FROM [Containers]", table, 1);
                cases.Add(engine, "DELETE FROM [Services] WHERE [id] = 2", "TransportServices", 0);
                cases.Add(engine, "DELETE FROM [Services] WHERE [id] = 2", "HTTPServices", 1);
                cases.Add(engine, "DELETE FROM [Jobs]", "JobStatuses", 0);
                cases.Add(engine, "DELETE FROM [HTTPServices]; DELETE FROM [ExternalDomains]", "Certificates", 0);
                cases.Add(engine, "DELETE FROM [HTTPServices]; DELETE FROM [ExternalDomains]; DELETE FROM [Containers]; DELETE FROM [Nodes]; DELETE FROM [Sites]", "SiteVersions", 0);
                cases.Add(engine, "DELETE FROM [Users]", "UserGroups", 0);
                cases.Add(engine, "DELETE FROM [Groups] WHERE [gidNumber] = 2000", "UserGroups", 0);
                cases.Add(engine, "DELETE FROM [Groups] WHERE [gidNumber] = 2000", "Users", 1);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task The_database_refuses(DatabaseEngine engine, RefusedStatement statement)
    {
        var database = await databases.GetAsync(engine);
        var (fault, words) = await database.RefusalAsync(statement.Sql);

        Assert.Equal(statement.Kind, fault.Kind);
        if (statement is { Kind: DatabaseFaultKind.Duplicate, Constraint.Length: > 0 }) Assert.Equal(statement.Constraint, fault.Columns);
        else Assert.Contains(statement.Constraint, words, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cascades))]
    public async Task What_goes_takes_along_what_belongs_to_it_and_nothing_else(DatabaseEngine engine, string delete, string table, long left)
    {
        var database = await databases.GetAsync(engine);
        Assert.Equal(left, Convert.ToInt64(await database.TryAsync(delete, $"SELECT count(*) FROM [{table}]"), null));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_the_rules_allow_is_taken(DatabaseEngine engine)
    {
        var database = await databases.GetAsync(engine);

        // The same CTID on another node, the same port of the other protocol, the same host below another domain, no CTID at all.
        var sql = $"{NodeRow} (2, 'pve2', 1, FALSE, {Stamped});" + Container(2, node: 2, containerId: "100")
            + Container(3, containerId: "NULL") + Container(4, containerId: "NULL")
            + Certificate(2, current: "NULL") + Certificate(3, current: "NULL")
            + Service(9, "transport") + $"{TransportRow} (9, 'transport', 'udp', 2000, FALSE);"
            + $"{DomainRow} (2, 'example.org', 1, {Stamped});" + Service(10, "http") + $"{HttpRow} (10, 'http', 'app', 2);"
            + User(2001) + $"{MemberRow} (2001, 2000, {Stamped}); {MemberRow} (2000, 2001, {Stamped});";
        Assert.Equal(4L, Convert.ToInt64(await database.TryAsync(sql, "SELECT count(*) FROM [Containers]"), null));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Names_compare_without_regard_to_case_and_keep_theirs(DatabaseEngine engine)
    {
        var database = await databases.GetAsync(engine);
        Assert.Equal("dc1", await database.ScalarAsync("SELECT [name] FROM [Sites] WHERE [name] = 'Dc1'"));
        Assert.Equal("pve1", await database.ScalarAsync("SELECT [name] FROM [Nodes] WHERE [name] = 'PVE1'"));
        Assert.Equal("web", await database.ScalarAsync("SELECT [name] FROM [Containers] WHERE [name] = 'WEB'"));
        Assert.Empty(await database.RowsAsync("SELECT [hostname] FROM [Containers] WHERE [hostname] = 'WEB1'"));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_groups_of_the_spec_are_there_from_the_beginning(DatabaseEngine engine)
    {
        var database = await databases.GetAsync(engine);
        var groups = await database.RowsAsync("SELECT [gidNumber], [cn], [isAdministrator] FROM [Groups] ORDER BY [gidNumber]");
        Assert.Equal(
            [(2000, "ldapusers", false), (2001, "sysadmins", true), (2002, "administrators", true)],
            groups.Select(row => (Convert.ToInt32(row[0], null), (string)row[1]!, Convert.ToBoolean(row[2], null))));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_user_without_a_status_is_pending(DatabaseEngine engine)
    {
        var database = await databases.GetAsync(engine);
        var insert = User(2001).Replace(", [status]", string.Empty, StringComparison.Ordinal).Replace("'active', ", string.Empty, StringComparison.Ordinal);
        Assert.Equal("pending", await database.TryAsync(insert, "SELECT [status] FROM [Users] WHERE [uidNumber] = 2001"));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_number_of_a_user_or_group_never_comes_back(DatabaseEngine engine)
    {
        var database = await databases.GetAsync(engine);
        const string Uid = "SELECT [nextFree] FROM [AllocationPools] WHERE [name] = 'uid'";
        const string Gid = "SELECT [nextFree] FROM [AllocationPools] WHERE [name] = 'gid'";
        Assert.Equal(2001L, Convert.ToInt64(await database.ScalarAsync(Uid), null));
        Assert.Equal(2001L, Convert.ToInt64(await database.TryAsync("DELETE FROM [Users]", Uid), null));
        Assert.Equal(2501L, Convert.ToInt64(await database.TryAsync(User(2500) + "DELETE FROM [Users]", Uid), null));
        Assert.Equal(2601L, Convert.ToInt64(await database.TryAsync("DELETE FROM [UserGroups]; UPDATE [Users] SET [uidNumber] = 2600", Uid), null));
        Assert.Equal(2101L, Convert.ToInt64(await database.TryAsync($"{GroupRow} (2100, 'staff', FALSE, {Stamped}); DELETE FROM [Groups] WHERE [gidNumber] = 2100", Gid), null));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_mark_of_a_pool_follows_whatever_is_written(DatabaseEngine engine)
    {
        var database = await databases.GetAsync(engine);
        Assert.Equal(2001L, Convert.ToInt64(await database.ScalarAsync(Ports), null));
        Assert.Equal(2002L, Convert.ToInt64(await database.TryAsync(Service(9, "transport") + $"{TransportRow} (9, 'transport', 'tcp', 2001, FALSE)", Ports), null));
        Assert.Equal(2001L, Convert.ToInt64(await database.TryAsync(Service(9, "transport") + $"{TransportRow} (9, 'transport', 'udp', 2001, FALSE)", Ports), null));
        Assert.Equal(2000L, Convert.ToInt64(await database.TryAsync("DELETE FROM [TransportServices]", Ports), null));
        Assert.Equal(2000L, Convert.ToInt64(await database.TryAsync("UPDATE [TransportServices] SET [externalPort] = 3000", Ports), null));
        Assert.Equal(2000L, Convert.ToInt64(await database.TryAsync("UPDATE [TransportServices] SET [protocol] = 'udp'", Ports), null));
        Assert.Equal(2001L, Convert.ToInt64(await database.TryAsync("UPDATE [TransportServices] SET [useTls] = TRUE", Ports), null));
    }

    [Theory]
    [InlineData(DatabaseEngine.SQLite, "Containers")]
    [InlineData(DatabaseEngine.SQLite, "Services")]
    [InlineData(DatabaseEngine.PostgreSQL, "Containers")]
    [InlineData(DatabaseEngine.PostgreSQL, "Services")]
    [InlineData(DatabaseEngine.MariaDB, "Containers")]
    [InlineData(DatabaseEngine.MariaDB, "Services")]
    public async Task A_port_that_goes_by_a_cascade_is_free_again(DatabaseEngine engine, string table)
    {
        var database = await databases.GetAsync(engine);
        Assert.Equal(2000L, Convert.ToInt64(await database.TryAsync($"DELETE FROM [{table}]", Ports), null));
    }
}
