using ClusterManagement.Engine;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Transfer;

/// <summary>Copies between engines: all rows, the same rows, and a database to work in.</summary>
public sealed class CopyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ClusterEngine _engine;

    public CopyTests() => _engine = new ClusterEngine(_folder.File("keys"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_goes_around_all_engines_comes_back_as_it_was()
    {
        await using var file = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await using var postgres = await TestDatabase.CreateAsync(DatabaseEngine.PostgreSQL);
        await using var maria = await TestDatabase.CreateAsync(DatabaseEngine.MariaDB);
        await using var back = await TestDatabase.CreateAsync(DatabaseEngine.SQLite);
        var expected = await PortableDump.ReadAsync(file);
        Assert.Equal(PortableDump.Tables, expected.Select(line => line.Split(':')[0]).Distinct());

        var first = await CopyAsync(file, postgres);
        Assert.Equal(expected, await PortableDump.ReadAsync(postgres));
        var second = await CopyAsync(postgres, maria);
        Assert.Equal(expected, await PortableDump.ReadAsync(maria));
        var third = await CopyAsync(maria, back);
        Assert.Equal(expected, await PortableDump.ReadAsync(back));

        // The events that tell of the copies are rows of the next one; all else has the same hash on every engine.
        Assert.Equal(PortableDump.Tables.Order(StringComparer.Ordinal), first.Select(table => table.Table).Order(StringComparer.Ordinal));
        Assert.Equal(Data(first), Data(second));
        Assert.Equal(Data(first), Data(third));
        Assert.Equal(expected.Count, first.Sum(table => table.Rows));
        Assert.Equal(
            (0, 1, 2, 3),
            (await CopiesToldAsync(file), await CopiesToldAsync(postgres), await CopiesToldAsync(maria), await CopiesToldAsync(back)));

        static IEnumerable<CopiedTable> Data(IEnumerable<CopiedTable> tables) => tables.Where(table => table.Table != "AuditEvents");
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_copy_can_be_worked_in(DatabaseEngine engine)
    {
        await using var lab = await EngineLab.StartAsync();
        foreach (var name in (string[])["web1", "web2", "web3"])
        {
            await lab.CreateAsync(EngineLab.Draft(name) with { NoProvision = true, Start = false });
            await lab.Session.Services.AddTransportAsync(new ContainerIdentity(name), new TransportServiceDraft(22, TransportProtocol.Tcp), new RecordingContext());
        }

        await lab.RemoveAsync("web2");
        await using var place = await TestDatabase.CreateAsync(engine);
        await lab.Engine.Transfers.CopyAsync(lab.Database, place.Database, replace: false, new RecordingContext());
        var expected = await PortableDump.ReadAsync(lab.Place);
        Assert.Equal(expected, await PortableDump.ReadAsync(place));

        // Keys go on above the highest, and pools where they were: the next ones take what web2 gave back.
        var session = await lab.Engine.OpenAsync(place.Database, new RecordingContext());
        var web4 = await session.Containers.CreateAsync(EngineLab.Draft("web4") with { NoProvision = true, Start = false }, new RecordingContext());
        var port4 = await session.Services.AddTransportAsync(new ContainerIdentity("web4"), new TransportServiceDraft(22, TransportProtocol.Tcp), new RecordingContext());
        var port5 = await session.Services.AddTransportAsync(new ContainerIdentity("web4"), new TransportServiceDraft(23, TransportProtocol.Tcp), new RecordingContext());
        Assert.Equal(("10.0.0.101", 4, 2001, 2003), (web4!.Ipv4Address, web4.Id, port4!.ExternalPort, port5!.ExternalPort));
        var site = new SiteDraft { Name = "dc2", InternalDomain = "b.internal", DhcpRange = "10.2.0.10-10.2.0.20", SubnetMask = "/24", Gateway = "10.2.0.1" };
        Assert.Equal(2, (await session.Sites.CreateAsync(site, new RecordingContext()))!.Id);

        // Secrets came along as they were, and the key ring is the same.
        var test = await session.Nodes.TestAsync(new NodeIdentity("pve1"), new RecordingContext());
        Assert.Equal(lab.Simulator.Options.Version, test.Version);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Every_table_hands_out_keys_above_those_that_came(DatabaseEngine engine)
    {
        await using var file = await FilledDatabase.CreateAsync(DatabaseEngine.MariaDB);
        await using var place = await TestDatabase.CreateAsync(engine == DatabaseEngine.MariaDB ? DatabaseEngine.SQLite : engine);
        await CopyAsync(file, place);

        foreach (var (table, insert, highest) in Inserts)
        {
            await place.ExecuteAsync(insert);
            Assert.True(Convert.ToInt64(await place.ScalarAsync($"SELECT max([id]) FROM [{table}]"), null) > highest, table);
        }
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Force_replaces_everything_and_the_event_tells_so(DatabaseEngine engine)
    {
        await using var source = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await using var place = await TestDatabase.CreateMigratedAsync(engine);
        await place.ExecuteAsync(SampleRows.All);
        var context = new RecordingContext();
        await _engine.Transfers.CopyAsync(source.Database, place.Database, replace: true, context);

        Assert.Equal(await PortableDump.ReadAsync(source), await PortableDump.ReadAsync(place));
        Assert.Contains(context.Lines, line => line.Contains("replacing all", StringComparison.Ordinal));
        var told = Assert.Single(await place.RowsAsync(
            "SELECT [command], [action], [resourceId], [name], [before], [after], [userName], [host] FROM [AuditEvents] WHERE [resource] = 'Database'"));
        var rows = (await PortableDump.ReadAsync(source)).Count;
        Assert.Equal(
            ["Test-Command", "change", place.Database.Name ?? "cluster.db", place.Database.Location, "{\"rows\":\"16\"}",
                $"{{\"rows\":\"{rows}\",\"source\":\"{source.Database.Location}\"}}", Environment.UserName, Environment.MachineName],
            told.Select(value => value?.ToString()));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_copy_without_a_row_empties_and_a_copy_of_a_copy_is_the_same(DatabaseEngine engine)
    {
        await using var empty = await TestDatabase.CreateMigratedAsync(DatabaseEngine.SQLite);
        await using var place = await TestDatabase.CreateMigratedAsync(engine);
        await place.ExecuteAsync(SampleRows.All);
        await _engine.Transfers.CopyAsync(empty.Database, place.Database, replace: true, new RecordingContext());

        Assert.Equal(await PortableDump.ReadAsync(empty), await PortableDump.ReadAsync(place));
        var session = await _engine.OpenAsync(place.Database, new RecordingContext());
        Assert.Empty(await session.Sites.FindAsync(NameFilter.All, Token).ToListAsync(Token));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_new_database_counts_as_empty(DatabaseEngine engine)
    {
        await using var source = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await using var place = await TestDatabase.CreateMigratedAsync(engine);
        await CopyAsync(source, place);
        Assert.Equal(await PortableDump.ReadAsync(source), await PortableDump.ReadAsync(place));
    }

    [Fact]
    public async Task A_server_database_that_is_not_there_is_made()
    {
        await using var source = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await using var place = await TestDatabase.CreateAsync(DatabaseEngine.PostgreSQL);
        var missing = _engine.Databases.Locate(new SecretText(place.Address + "_new"));
        var tables = await _engine.Transfers.CopyAsync(source.Database, missing, replace: false, new RecordingContext());

        Assert.Equal((await PortableDump.ReadAsync(source)).Count, tables!.Sum(table => table.Rows));
        var session = await _engine.OpenAsync(missing, new RecordingContext());
        Assert.Equal(2, await session.Sites.FindAsync(NameFilter.All, Token).CountAsync(Token));
        missing.Provider().Release(missing);
        await place.ExecuteAsync($"DROP DATABASE [{missing.Name}]");
    }

    private static IEnumerable<(string Table, string Insert, long Highest)> Inserts
    {
        get
        {
            const string Stamps = SampleRows.Stamps;
            const string Stamped = SampleRows.Stamped;
            yield return ("Sites", $"INSERT INTO [Sites] ([name], [internalDomain], [dhcpRange], [subnetMask], [gateway], {Stamps}) VALUES ('n', 'n', 'n', 'n', 'n', {Stamped})", 90);
            yield return ("Nodes", $"INSERT INTO [Nodes] ([name], [siteId], [disableTlsVerification], {Stamps}) VALUES ('n', 3, FALSE, {Stamped})", 2_000_000_000);
            yield return ("ExternalDomains", $"INSERT INTO [ExternalDomains] ([domain], [siteId], {Stamps}) VALUES ('n', 3, {Stamped})", 9);
            yield return ("Services", $"INSERT INTO [Services] ([containerId], [type], [containerPort], {Stamps}) VALUES (5, 'http', 1, {Stamped})", 70);
            yield return ("Jobs", $"INSERT INTO [Jobs] ([name], [status], {Stamps}) VALUES ('n', 'running', {Stamped})", 12);
            yield return ("JobStatuses", $"INSERT INTO [JobStatuses] ([jobId], [message], {Stamps}) VALUES (1, 'n', {Stamped})", 30);
            yield return ("SessionSecrets", $"INSERT INTO [SessionSecrets] ([secret], [secretFingerprint], {Stamps}) VALUES ('n', 'n', {Stamped})", 4);
            yield return ("AuditEvents",
                "INSERT INTO [AuditEvents] ([occurredAt], [userName], [host], [processId], [command], [action], [resource], [resourceId], [name]) "
                + "VALUES ('2026-01-01 00:00:00', 'n', 'n', 1, 'n', 'create', 'n', 'n', 'n')", 5_000_000_001);
        }
    }

    private static async Task<long> CopiesToldAsync(TestDatabase database) =>
        Convert.ToInt64(await database.ScalarAsync("SELECT count(*) FROM [AuditEvents] WHERE [resource] = 'Database'"), null);

    private async Task<IReadOnlyList<CopiedTable>> CopyAsync(TestDatabase source, TestDatabase destination) =>
        (await _engine.Transfers.CopyAsync(source.Database, destination.Database, replace: false, new RecordingContext()))!;
}
