using ClusterManagement.Engine;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Databases;

namespace ClusterManagement.Tests.Support;

/// <summary>
/// A database with a site, two nodes and a domain, and the simulated cluster they stand for. When it goes, every request
/// it received is checked against the official schema.
/// </summary>
internal sealed class EngineLab : IAsyncDisposable
{
    public const string Template = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst";

    private readonly TemporaryFolder _folder = new();

    private EngineLab(SimulatorOptions options, TestDatabase place)
    {
        Simulator = ProxmoxSimulator.Start(options);
        KeyRing = _folder.File("keys");
        Place = place;
        Engine = new ClusterEngine(KeyRing);
    }

    public ProxmoxSimulator Simulator { get; }

    public ClusterEngine Engine { get; }

    /// <summary>The database, to be reached past the engine too.</summary>
    public TestDatabase Place { get; }

    public ClusterDatabase Database => Place.Database;

    public string KeyRing { get; }

    public string Folder => _folder.Path;

    public IClusterSession Session { get; private set; } = null!;

    public static async Task<EngineLab> StartAsync(
        SimulatorOptions? options = null,
        string dhcpRange = "10.0.0.100-10.0.0.200",
        string subnetMask = "255.255.255.0",
        DatabaseEngine engine = DatabaseEngine.SQLite)
    {
        var lab = new EngineLab(options ?? new SimulatorOptions { TaskDuration = TimeSpan.Zero }, await TestDatabase.CreateAsync(engine));
        var context = new RecordingContext();
        await lab.Engine.Databases.InitializeAsync(lab.Database, context);
        lab.Session = await lab.Engine.OpenAsync(lab.Database, context);
        await lab.Session.Sites.CreateAsync(
            new SiteDraft
            {
                Name = "dc1",
                InternalDomain = "cluster.internal",
                DhcpRange = dhcpRange,
                SubnetMask = subnetMask,
                Gateway = "10.0.0.1",
            },
            context);
        foreach (var node in lab.Simulator.Options.Nodes)
        {
            await lab.Session.Nodes.CreateAsync(
                new NodeDraft
                {
                    Name = node.Name,
                    Site = new SiteIdentity("dc1"),
                    ApiUrl = lab.Simulator.Url.ToString(),
                    ApiTokenIdOrUsername = lab.Simulator.Options.TokenId,
                    ApiTokenSecretOrPassword = new SecretText(lab.Simulator.Options.TokenSecret),
                    CertificateFingerprint = lab.Simulator.CertificateFingerprint,
                },
                context);
        }

        await lab.Session.Domains.CreateAsync(new DomainDraft { Domain = "example.com", Site = new SiteIdentity("dc1") }, context);
        return lab;
    }

    /// <summary>A container on the first node.</summary>
    public static ContainerDraft Draft(string name = "web1") =>
        new() { Name = name, Node = new NodeIdentity("pve1"), Template = Template, Disk = 4, Start = true };

    /// <summary>Makes a container, which has to succeed.</summary>
    public async Task<Container> CreateAsync(ContainerDraft draft, RecordingContext? context = null) =>
        await Session.Containers.CreateAsync(draft, context ?? new RecordingContext())
        ?? throw new InvalidOperationException("The container was not approved.");

    public Task RemoveAsync(string name, bool force = true, RecordingContext? context = null) =>
        Session.Containers.RemoveAsync(new ContainerIdentity(name), new ContainerRemoval { Force = force }, context ?? new RecordingContext());

    public Task<List<Container>> ContainersAsync() =>
        Session.Containers.FindAsync(new ContainerFilter(), Xunit.TestContext.Current.CancellationToken).ToListAsync().AsTask();

    public Task<List<Job>> JobsAsync() =>
        Session.Jobs.FindAsync(new JobFilter(), Xunit.TestContext.Current.CancellationToken).ToListAsync().AsTask();

    /// <summary>Starts the simulator's list of requests anew, once those in it are checked.</summary>
    public void ForgetRequests()
    {
        RequestCheck.Verify(Simulator);
        Simulator.ClearRequests();
    }

    /// <summary>Starts a script in a process of its own that works in this database.</summary>
    public ShellProcess StartScript(string script, params string[] arguments) =>
        ShellProcess.Start(Folder, Place.Address, KeyRing, script, arguments);

    public async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        try
        {
            RequestCheck.Verify(Simulator);
        }
        finally
        {
            await Place.DisposeAsync();
            _folder.Dispose();
        }
    }
}
