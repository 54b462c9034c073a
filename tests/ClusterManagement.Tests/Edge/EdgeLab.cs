using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using ClusterManagement.Engine;
using ClusterManagement.Engine.Edge.Publishing;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using ClusterManagement.TestServers;
using Xunit;

namespace ClusterManagement.Tests.Edge;

/// <summary>
/// A site with a container whose services are real servers of this process, and the daemons in front of it. The container has a loopback
/// address, which the commands would refuse: its row is written with plain SQL.
/// </summary>
internal sealed class EdgeLab : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private readonly EdgeDaemon _proxy;

    private EdgeLab(TestDatabase place, EdgeDaemon proxy)
    {
        (Place, _proxy) = (place, proxy);
        Proxy = proxy == EdgeDaemon.Haproxy ? new HaproxyServer() : new NginxServer();
        Options = new EdgeOptions
        {
            Daemons = [proxy],
            ListenAddresses = [Address],
            HttpPort = EdgeServer.FreePort(),
            HttpsPort = EdgeServer.FreePort(),
            DnsPort = EdgeServer.FreePort(),
            NoDhcp = true,
        };
    }

    /// <summary>Where the daemons listen: an address that the machine does not ask from by itself, as a floating one is.</summary>
    public static IPAddress Address { get; } = IPAddress.Parse("127.0.0.3");

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public TestDatabase Place { get; }

    public IClusterSession Session { get; private set; } = null!;

    public EdgeServer Proxy { get; }

    public DnsmasqServer Dnsmasq { get; } = new();

    public Backends Backends { get; } = new("127.0.0.2", EdgeServer.FreePort());

    public string KeyRing => _folder.File("keys");

    public string ScratchFolder => _folder.Path;

    /// <summary>The edge's folder: within that of the proxy, whose user has to read the files.</summary>
    public string Folder => Path.Combine(Proxy.Folder, "edge");

    public EdgeOptions Options { get; }

    public TestCertificate Certificate { get; } = TestCertificate.Create(["example.com", "*.example.com"]);

    public static async Task<EdgeLab> StartAsync(EdgeDaemon proxy = EdgeDaemon.Nginx)
    {
        ServerPolicy.Require((proxy == EdgeDaemon.Haproxy ? HaproxyServer.Missing : NginxServer.Missing) ?? DnsmasqServer.Missing);
        var lab = new EdgeLab(await TestDatabase.CreateMigratedAsync(DatabaseEngine.SQLite), proxy);
        await lab.Place.ExecuteAsync(SampleRows.FirstSchema);
        await lab.Place.ExecuteAsync($"""
            UPDATE [Containers] SET [ipv4Address] = '127.0.0.2', [hostname] = 'web1';
            UPDATE [Nodes] SET [ipv4Address] = '10.0.0.2';
            UPDATE [Services] SET [containerPort] = {lab.Backends.HttpPort} WHERE [id] = 1;
            UPDATE [Services] SET [containerPort] = {lab.Backends.TcpPort} WHERE [id] = 2;
            UPDATE [TransportServices] SET [externalPort] = {EdgeServer.FreePort()};
            """);
        lab.Session = await new ClusterEngine(lab.KeyRing).OpenAsync(lab.Place.Database, new RecordingContext());
        await lab.ImportAsync("example.com", lab.Certificate);
        return lab;
    }

    public async Task ImportAsync(string domain, TestCertificate certificate)
    {
        var (path, key) = (_folder.File("cert.pem"), _folder.File("key.pem"));
        await File.WriteAllTextAsync(path, certificate.Certificate, Token);
        await File.WriteAllTextAsync(key, certificate.Key, Token);
        await Session.Certificates.ImportAsync(
            new CertificateDraft { Domain = new DomainIdentity(domain), Path = path, KeyPath = key, Force = true }, new RecordingContext());
    }

    /// <summary>A publication that lets this lab's daemons take the files up.</summary>
    public EdgePublish Request() => new()
    {
        Site = new SiteIdentity("dc1"),
        Folder = Folder,
        Options = Options,
        Timeout = TimeSpan.FromSeconds(30),
        Reload = ReloadAsync,
    };

    public async Task ReloadAsync(ConfigurationRelease release)
    {
        foreach (var controller in EdgeControllers.Of(release.Daemons.Intersect([_proxy]))) await Proxy.ReloadAsync(Path.Combine(release.Current, controller.MainFile));
        if (!release.Daemons.Contains(EdgeDaemon.Dnsmasq)) return;

        // Its own user has to read the file, and it is no part of the proxy's folder.
        var copy = Path.Combine(Dnsmasq.Folder, "dnsmasq.conf");
        File.Copy(Path.Combine(release.Current, "dnsmasq", "dnsmasq.conf"), copy, overwrite: true);
        await Dnsmasq.ReloadAsync(copy);
    }

    /// <summary>The process id of a daemon that a publication started; null when none runs.</summary>
    /// <param name="name">The daemon's name.</param>
    public int? OwnDaemon(string name)
    {
        var file = Path.Combine(Folder, "run", name, $"{name}.pid");
        return DaemonProgram.IsRunning(file, Path.Combine(Folder, "current", name), out var id) ? id : null;
    }

    /// <summary>Ends a daemon that a publication started.</summary>
    /// <param name="name">The daemon's name.</param>
    public async Task EndOwnDaemonAsync(string name)
    {
        if (OwnDaemon(name) is not { } id) return;
        using (var process = Process.GetProcessById(id)) process.Kill(entireProcessTree: true);
        await Eventually.IsTrueAsync(() => OwnDaemon(name) is null, $"{name} did not end");
    }

    public async Task<ConfigurationPublication> PublishAsync(EdgePublish? request = null) =>
        (await Session.Edge.PublishAsync(request ?? Request(), new RecordingContext()))!;

    /// <summary>Asks for a page of a host by HTTPS.</summary>
    public async Task<(HttpStatusCode Status, string Text, string? Thumbprint)> GetAsync(string host, string path = "/", Version? version = null)
    {
        string? thumbprint = null;
        using var client = new HttpClient(Handler(certificate => thumbprint = certificate));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://{host}:{Options.HttpsPort}{path}")
        {
            Version = version ?? HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Host = host;
        using var answer = await client.SendAsync(request, Token);
        Assert.Equal(version ?? HttpVersion.Version11, answer.Version);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token), thumbprint);
    }

    /// <summary>Opens a web socket to a host.</summary>
    public async Task<ClientWebSocket> OpenSocketAsync(string host)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"wss://{host}:{Options.HttpsPort}/socket"), new HttpMessageInvoker(Handler(_ => { })), Token);
        return socket;
    }

    public static async Task<string> EchoAsync(WebSocket socket, string text)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Token);
        var buffer = new byte[1024];
        var received = await socket.ReceiveAsync(buffer, Token);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    public static async Task<string> EchoAsync(Stream stream, string text)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), Token);
        var buffer = new byte[Encoding.UTF8.GetByteCount(text)];
        await stream.ReadExactlyAsync(buffer, Token);
        return Encoding.UTF8.GetString(buffer);
    }

    public async Task<NetworkStream> OpenTcpAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(Address, port, Token);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Asks dnsmasq with dig.</summary>
    public async Task<string> DigAsync(params string[] question)
    {
        var start = new ProcessStartInfo("dig", [$"@{Address}", "-p", $"{Options.DnsPort}", "+short", "+tries=3", "+time=5", .. question]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return output.Trim();
    }

    /// <summary>Gives the container the host b.example.com as well.</summary>
    public Task AddHostAsync() =>
        Place.ExecuteAsync(SampleRows.Service(10, "http", port: Backends.HttpPort) + $"{SampleRows.HttpRow} (10, 'http', 'b', 1);");

    public Task<bool> HasHostAsync() => AnswersAsync("b.example.com");

    /// <summary>True when a host answers as it should.</summary>
    public async Task<bool> AnswersAsync(string host = "app.example.com")
    {
        try
        {
            return (await GetAsync(host)).Status == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    /// <summary>Expects that a version is in use and that the daemons run with it.</summary>
    /// <param name="version">The version.</param>
    /// <param name="isNew">True when it has the added host.</param>
    public async Task AssertRunsAsync(string version, bool isNew)
    {
        Assert.Equal(version, Path.GetFileName(new FileInfo(Path.Combine(Folder, "current")).LinkTarget));
        Assert.True(await AnswersAsync());
        Assert.Equal(isNew, await HasHostAsync());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in new[] { "nginx", "haproxy", "dnsmasq" }) await EndOwnDaemonAsync(name);
        Proxy.Dispose();
        Dnsmasq.Dispose();
        Backends.Dispose();
        await Place.DisposeAsync();
        _folder.Dispose();
    }

    private SocketsHttpHandler Handler(Action<string> seen) => new()
    {
        AllowAutoRedirect = false,
        ConnectCallback = async (_, token) => await OpenTcpAsync(Options.HttpsPort),
        SslOptions = new SslClientAuthenticationOptions
        {
            // A resumed session would show the certificate it began with.
            AllowTlsResume = false,
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                seen(certificate!.GetCertHashString());
                return true;
            },
        },
    };
}
