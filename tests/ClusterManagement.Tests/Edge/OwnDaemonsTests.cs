using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ClusterManagement.Tests.Support;
using ClusterManagement.TestServers;
using Xunit;
using static ClusterManagement.Tests.Databases.SampleRows;

namespace ClusterManagement.Tests.Edge;

/// <summary>Without commands a publication starts and reloads the daemons itself.</summary>
public sealed class OwnDaemonsTests : IAsyncLifetime
{
    private EdgeLab _lab = null!;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_lab is null) return;
        foreach (var daemon in new[] { "nginx", "haproxy", "dnsmasq" }) await EndAsync(daemon);
        await _lab.DisposeAsync();
    }

    [Theory]
    [InlineData(EdgeDaemon.Nginx, "nginx")]
    [InlineData(EdgeDaemon.Haproxy, "haproxy")]
    public async Task They_are_started_reloaded_and_brought_back(EdgeDaemon proxy, string name)
    {
        ServerPolicy.Require(DnsmasqServer.Missing);
        _lab = await EdgeLab.StartAsync(proxy);
        Assert.Equal(PublicationState.Published, (await PublishAsync(proxy)).State);
        Assert.Equal(HttpStatusCode.OK, (await _lab.GetAsync("app.example.com")).Status);
        Assert.Equal("127.0.0.2", await _lab.DigAsync("A", "web1.cluster.internal"));
        var (main, names) = (IdOf(name), IdOf("dnsmasq"));

        // A host more is a reload of the proxy, and nothing to the name server.
        using var socket = await _lab.OpenSocketAsync("app.example.com");
        await _lab.Place.ExecuteAsync(Service(10, "http", port: _lab.Backends.HttpPort) + $"{HttpRow} (10, 'http', 'b', 1);");
        await PublishAsync(proxy);
        Assert.Equal(HttpStatusCode.OK, (await _lab.GetAsync("b.example.com")).Status);
        Assert.Equal("still here", await EdgeLab.EchoAsync(socket, "still here"));
        Assert.Equal((main, names), (IdOf(name), IdOf("dnsmasq")));

        // A record more starts the name server anew.
        await _lab.Place.ExecuteAsync(Service(11, "dns") + $"{DnsRow} (11, 'dns', 'SRV', '_sip._udp');");
        await PublishAsync(proxy);
        Assert.Equal("0 0 80 web1.cluster.internal.", await _lab.DigAsync("SRV", "_sip._udp.cluster.internal"));
        Assert.Equal(main, IdOf(name));
        Assert.NotEqual(names, IdOf("dnsmasq"));

        // A port that somebody has is seen by no check, only when the daemon takes the files up.
        using var occupied = new TcpListener(IPAddress.Loopback, 0);
        occupied.Start();
        await _lab.Place.ExecuteAsync(
            Service(20, "transport") + $"{TransportRow} (20, 'transport', 'tcp', {((IPEndPoint)occupied.LocalEndpoint).Port}, FALSE);");
        var error = await Assert.ThrowsAsync<ClusterException>(() => PublishAsync(proxy, seconds: 3));
        Assert.Equal("ConfigurationFailed", error.ErrorId);
        Assert.Contains("was put back and runs", error.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _lab.GetAsync("b.example.com")).Status);
        occupied.Stop();

        // One that ended is started with what is published.
        await PublishAsync(proxy);
        await EndAsync(name);
        await PublishAsync(proxy);
        Assert.Equal(HttpStatusCode.OK, (await _lab.GetAsync("b.example.com")).Status);
        Assert.NotEqual(main, IdOf(name));
        Assert.Equal(PublicationState.Unchanged, (await PublishAsync(proxy)).State);
    }

    private Task<ConfigurationPublication> PublishAsync(EdgeDaemon proxy, int seconds = 30) => _lab.PublishAsync(_lab.Request() with
    {
        Options = _lab.Options with { Daemons = [proxy, EdgeDaemon.Dnsmasq] },
        Reload = null,
        Timeout = TimeSpan.FromSeconds(seconds),
    });

    private string PidFile(string name) => Path.Combine(_lab.Folder, "run", name, $"{name}.pid");

    private int IdOf(string name) => int.Parse(File.ReadAllText(PidFile(name)), CultureInfo.InvariantCulture);

    private async Task EndAsync(string name)
    {
        if (!File.Exists(PidFile(name))) return;
        using var process = Process.GetProcesses().FirstOrDefault(process => process.Id == IdOf(name));
        if (process is null) return;
        process.Kill(entireProcessTree: true);
        await Eventually.IsTrueAsync(() => process.HasExited, $"{name} did not end");
    }
}
