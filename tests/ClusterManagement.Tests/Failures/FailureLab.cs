using ClusterManagement.Data.Allocation;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Failures;

/// <summary>A database with a site, a node, a container and its TCP service on port 2000, and what was in every table before the failure.</summary>
internal sealed class FailureLab : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private FailureLab(TestDatabase place) => Place = place;

    public TestDatabase Place { get; }

    public ClusterDatabase Database => Place.Database;

    public ClusterEngine Engine => new(_folder.File("keys"));

    public Dictionary<string, List<string>> Before { get; private set; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<FailureLab> StartAsync(DatabaseEngine engine) => await StartAsync(await TestDatabase.CreateAsync(engine));

    public static async Task<FailureLab> StartAsync(TestDatabase place)
    {
        var lab = new FailureLab(place);
        var context = new RecordingContext();
        await lab.Engine.Databases.InitializeAsync(place.Database, context);
        var session = await lab.Engine.OpenAsync(place.Database, context);
        await session.Sites.CreateAsync(
            new SiteDraft
            {
                Name = "dc1",
                InternalDomain = "cluster.internal",
                DhcpRange = "10.0.0.100-10.0.0.200",
                SubnetMask = "/24",
                Gateway = "10.0.0.1",
            },
            context);
        await session.Nodes.CreateAsync(new NodeDraft { Name = "pve1", Site = new SiteIdentity("dc1") }, context);
        await session.Containers.CreateAsync(new ContainerDraft { Name = "web1", Node = new NodeIdentity("pve1"), NoProvision = true }, context);
        await session.Services.AddTransportAsync(new ContainerIdentity("web1"), new TransportServiceDraft(22, TransportProtocol.Tcp), context);

        // Only a commit that something outside follows from is sure to outlive a crash of this engine's server.
        if (place.Database.Engine == DatabaseEngine.PostgreSQL) await place.ExecuteAsync("CHECKPOINT");
        lab.Before = await TableDump.ReadAsync(place);
        return lab;
    }

    /// <summary>A store on the database, or on the same one reached in another way.</summary>
    public ClusterStore Store(ClusterDatabase? database = null) => ClusterStore.Open(database ?? Database, Place.Provider);

    /// <summary>Opens the database as a command does.</summary>
    public async Task<IClusterSession> OpenAsync(ClusterDatabase? database = null, CancellationToken? cancellationToken = null) =>
        await Engine.OpenAsync(database ?? Database, new RecordingContext(cancellationToken ?? Token));

    /// <summary>The names of the sites, as a command lists them.</summary>
    public async Task<List<string>> ListAsync(ClusterDatabase? database = null) =>
        await (await OpenAsync(database)).Sites.FindAsync(NameFilter.All, Token).Select(site => site.Name).ToListAsync(Token);

    /// <summary>Takes the lowest port for a service and then adds a site, in one transaction.</summary>
    /// <param name="store">The database.</param>
    /// <param name="between">What happens between the two.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The port.</returns>
    public static Task<int> WriteAsync(ClusterStore store, Func<Task>? between = null, CancellationToken? cancellationToken = null) => store.WriteAsync(
        async db =>
        {
            var token = cancellationToken ?? Token;
            var port = await PortPool.FindLowestAsync(db, TransportProtocol.Tcp, 2000, 65535, isTaking: true, token);
            db.Services.Add(new ServiceEntity
            {
                ContainerId = db.Containers.Single().Id,
                Type = ServiceType.Transport,
                ContainerPort = 443,
                Transport = new TransportServiceEntity { Type = ServiceType.Transport, Protocol = TransportProtocol.Tcp, ExternalPort = port },
            });
            await db.SaveChangesAsync(token);
            if (between is not null) await between();
            db.Sites.Add(new SiteEntity
            {
                Name = "dc2",
                InternalDomain = "other.internal",
                DhcpRange = "10.1.0.100-10.1.0.200",
                SubnetMask = "255.255.255.0",
                Gateway = "10.1.0.1",
            });
            await db.SaveChangesAsync(token);
            return port;
        },
        new RecordingContext(cancellationToken ?? Token));

    /// <summary>Checks that every row of every table, the pools' too, is what it was before the failure.</summary>
    public async Task AssertUnchangedAsync() => Assert.Equal(Before, await TableDump.ReadAsync(Place));

    /// <summary>Checks that nothing stayed of the failed work, and that the next one takes the port that it had taken.</summary>
    public async Task AssertWorksAsync(ClusterStore store)
    {
        await AssertUnchangedAsync();
        Assert.Equal(2001, await WriteAsync(store));
        Assert.Equal((2L, 2L), (await Place.CountAsync("TransportServices"), await Place.CountAsync("Sites")));
    }

    public async ValueTask DisposeAsync()
    {
        await Place.DisposeAsync();
        _folder.Dispose();
    }
}
