using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using ClusterManagement.TestServers;
using Xunit;

namespace ClusterManagement.Tests.Failures;

/// <summary>Users who may less than they need, and those who may just enough: the rights that docs/database.md lists.</summary>
public sealed class RightsTests
{
    private const string Work = "SELECT, INSERT, UPDATE, DELETE";
    private const string MakeOnMySql = Work + ", CREATE, ALTER, DROP, INDEX, REFERENCES, TRIGGER";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task Those_who_may_read_are_told_when_they_write(DatabaseEngine engine)
    {
        await using var lab = await FailureLab.StartAsync(engine);
        await using var user = await DatabaseUser.CreateAsync(Server(lab), "SELECT", lab.Database);
        var database = user.Of(lab.Database);
        var store = lab.Store(database);
        Assert.Equal(["dc1"], await lab.ListAsync(database));
        await IsDeniedAsync(() => FailureLab.WriteAsync(store), database);
        await IsDeniedAsync(
            async () => await (await lab.OpenAsync(database)).Sites.UpdateAsync(new SiteIdentity("dc1"), new SiteChanges { Name = "dc9" }, new RecordingContext()),
            database);
        await lab.AssertUnchangedAsync();

        await user.GrantAsync(Work);
        await lab.AssertWorksAsync(store);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task Those_who_may_nothing_are_told_when_they_connect(DatabaseEngine engine)
    {
        await using var lab = await FailureLab.StartAsync(engine);
        await using var user = await DatabaseUser.CreateAsync(Server(lab), string.Empty, lab.Database);
        var database = user.Of(lab.Database);
        if (engine == DatabaseEngine.PostgreSQL)
        {
            await IsDeniedAsync(async () => await lab.OpenAsync(database), database);
            await Server(lab).ExecuteAsync($"REVOKE USAGE ON SCHEMA public FROM PUBLIC", lab.Database.Name);
            await IsDeniedAsync(async () => await lab.OpenAsync(database), database);
            await Server(lab).ExecuteAsync($"REVOKE CONNECT ON DATABASE {lab.Database.Name} FROM PUBLIC");
            database.Provider().Release(database);
        }

        await IsDeniedAsync(async () => await lab.OpenAsync(database), database);
        await IsDeniedAsync(() => lab.Engine.Databases.DescribeAsync(database, Token), database);
        await IsDeniedAsync(() => lab.Engine.Databases.InitializeAsync(database, new RecordingContext()), database);
        await lab.AssertUnchangedAsync();
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task Those_who_may_make_nothing_are_told_when_they_initialize(DatabaseEngine engine)
    {
        await using var place = await ServerTestDatabase.CreateAsync(engine);
        await using var user = await DatabaseUser.CreateAsync(place.Server, Work, place.Database);
        using var folder = new TemporaryFolder();
        var databases = new ClusterManagement.Engine.ClusterEngine(folder.File("keys")).Databases;
        var database = user.Of(place.Database);
        await IsDeniedAsync(() => databases.InitializeAsync(database, new RecordingContext()), database);

        // Nor a database.
        var missing = user.Of(place.Database.With($"Database=not_{place.Database.Name}"));
        await IsDeniedAsync(() => databases.InitializeAsync(missing, new RecordingContext()), missing);
    }

    /// <summary>The least rights that docs/database.md lists: one user makes and upgrades the schema, another one works with it.</summary>
    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task The_documented_rights_are_enough(DatabaseEngine engine)
    {
        await using var place = await ServerTestDatabase.CreateAsync(engine);
        await using var owner = await DatabaseUser.CreateAsync(place.Server, engine == DatabaseEngine.PostgreSQL ? string.Empty : MakeOnMySql, place.Database);
        await using var worker = await DatabaseUser.CreateAsync(place.Server, engine == DatabaseEngine.PostgreSQL ? string.Empty : Work, place.Database);
        if (engine == DatabaseEngine.PostgreSQL)
        {
            await place.Server.ExecuteAsync($"GRANT CREATE ON DATABASE {place.Database.Name} TO {owner.Name}");
            await place.Server.ExecuteAsync(
                $"""
                GRANT CREATE ON SCHEMA public TO {owner.Name};
                ALTER DEFAULT PRIVILEGES FOR ROLE {owner.Name} IN SCHEMA public GRANT {Work} ON TABLES TO {worker.Name};
                """,
                place.Database.Name);
        }

        using var folder = new TemporaryFolder();
        var engineUnderTest = new ClusterManagement.Engine.ClusterEngine(folder.File("keys"));
        await engineUnderTest.Databases.InitializeAsync(owner.Of(place.Database), new RecordingContext());
        var session = await engineUnderTest.OpenAsync(worker.Of(place.Database), new RecordingContext());
        await WorkAsync(session);

        // To change the schema is the owner's.
        Assert.NotNull(await engineUnderTest.Databases.InitializeAsync(worker.Of(place.Database), new RecordingContext()));
        await place.ExecuteAsync(
            "DELETE FROM [__EFMigrationsHistory] WHERE [MigrationId] = (SELECT m FROM (SELECT max([MigrationId]) AS m FROM [__EFMigrationsHistory]) AS h)");
        var database = worker.Of(place.Database);
        await IsDeniedAsync(() => engineUnderTest.Databases.InitializeAsync(database, new RecordingContext()), database);
    }

    [Fact]
    public async Task Those_who_may_make_no_triggers_are_told_and_can_go_on_once_they_may()
    {
        await using var place = await ServerTestDatabase.CreateAsync(DatabaseEngine.MariaDB);
        await using var user = await DatabaseUser.CreateAsync(place.Server, MakeOnMySql.Replace(", TRIGGER", string.Empty, StringComparison.Ordinal), place.Database);
        using var folder = new TemporaryFolder();
        var databases = new ClusterManagement.Engine.ClusterEngine(folder.File("keys")).Databases;
        var database = user.Of(place.Database);
        var error = await IsDeniedAsync(() => databases.InitializeAsync(database, new RecordingContext()), database);
        Assert.Contains("TRIGGER", error.Message, StringComparison.Ordinal);

        await user.GrantAsync("TRIGGER");
        Assert.NotNull((await databases.InitializeAsync(database, new RecordingContext()))?.SchemaVersion);
        Assert.Equal(3L, await place.CountAsync("Groups"));
    }

    [Fact]
    public async Task A_binary_log_lets_no_triggers_be_made_until_it_is_told_to()
    {
        await using var server = await OwnServers.StartAsync(DatabaseEngine.MariaDB, ("log-bin", "binlog"));
        await using var place = await ServerTestDatabase.CreateAsync(server);
        await using var user = await DatabaseUser.CreateAsync(server, MakeOnMySql, place.Database);
        using var folder = new TemporaryFolder();
        var databases = new ClusterManagement.Engine.ClusterEngine(folder.File("keys")).Databases;
        var database = user.Of(place.Database);
        await Failure.IsToldAsync(
            () => databases.InitializeAsync(database, new RecordingContext()),
            database, "PermissionDenied", ClusterErrorKind.Permission, "make no triggers while it writes a binary log", "log_bin_trust_function_creators = 1");

        await server.ExecuteAsync("SET GLOBAL log_bin_trust_function_creators = 1");
        Assert.NotNull((await databases.InitializeAsync(database, new RecordingContext()))?.SchemaVersion);
        await WorkAsync(await new ClusterManagement.Engine.ClusterEngine(folder.File("keys")).OpenAsync(database, new RecordingContext()));
    }

    private static DatabaseServer Server(FailureLab lab) => ((ServerTestDatabase)lab.Place).Server;

    private static Task<ClusterException> IsDeniedAsync(Func<Task> work, ClusterDatabase database) => Failure.IsToldAsync(
        work, database, "PermissionDenied", ClusterErrorKind.Permission, database.UserName!, "docs/database.md");

    // Every table is written, and every trigger runs.
    private static async Task WorkAsync(IClusterSession session)
    {
        var context = new RecordingContext();
        var site = new SiteIdentity("dc1");
        var web = new ContainerIdentity("web1");
        await session.Sites.CreateAsync(
            new SiteDraft { Name = "dc1", InternalDomain = "a.internal", DhcpRange = "10.0.0.100-10.0.0.200", SubnetMask = "/24", Gateway = "10.0.0.1" }, context);
        await session.Nodes.CreateAsync(new NodeDraft { Name = "pve1", Site = site, Ipv4Address = "10.0.0.150" }, context);
        await session.Nodes.UpdateAsync(new NodeIdentity("pve1"), new NodeChanges { Ipv4Address = "10.0.0.151" }, context);
        await session.Domains.CreateAsync(new DomainDraft { Domain = "example.com", Site = site }, context);
        await session.Containers.CreateAsync(new ContainerDraft { Name = "web1", Node = new NodeIdentity("pve1"), NoProvision = true }, context);
        await session.Services.AddHttpAsync(web, new HttpServiceDraft(80, "app", new DomainIdentity("example.com")), context);
        await session.Services.AddTransportAsync(web, new TransportServiceDraft(22, TransportProtocol.Tcp), context);
        await session.Services.AddDnsAsync(web, new DnsServiceDraft(389, "_ldap._tcp"), context);
        await session.Users.CreateAsync(new UserDraft { Username = "alice", Sn = "Doe", Mail = "alice@example.com" }, context);
        await session.SessionSecrets.CreateAsync(new SessionSecretDraft(), context);
        await session.Sites.UpdateAsync(site, new SiteChanges { DhcpRange = "10.0.0.110-10.0.0.200" }, context);
        await session.Containers.RemoveAsync(web, new ContainerRemoval { Force = true }, context);
        await session.Domains.RemoveAsync(new DomainIdentity("example.com"), context);
        await session.Nodes.RemoveAsync(new NodeIdentity("pve1"), context);
        await session.Sites.RemoveAsync(site, context);
        Assert.Empty(await session.Sites.FindAsync(NameFilter.All, Token).ToListAsync(Token));
    }
}
