using System.Net;
using System.Net.Sockets;
using ClusterManagement.Engine.Edge.Publishing;
using ClusterManagement.Tests.Support;
using ClusterManagement.TestServers;
using Xunit;
using static ClusterManagement.Tests.Databases.SampleRows;

namespace ClusterManagement.Tests.Edge;

/// <summary>Without commands a publication starts and reloads the daemons itself.</summary>
public sealed class OwnDaemonsTests
{
    [Theory]
    [InlineData(EdgeDaemon.Nginx, "nginx")]
    [InlineData(EdgeDaemon.Haproxy, "haproxy")]
    public async Task They_are_started_reloaded_and_brought_back(EdgeDaemon proxy, string name)
    {
        ServerPolicy.Require(DnsmasqServer.Missing);
        await using var lab = await EdgeLab.StartAsync(proxy);
        Assert.Equal(PublicationState.Published, (await PublishAsync(lab, proxy)).State);
        Assert.Equal(HttpStatusCode.OK, (await lab.GetAsync("app.example.com")).Status);
        Assert.Equal("127.0.0.2", await lab.DigAsync("A", "web1.cluster.internal"));
        var (main, names) = (lab.OwnDaemon(name), lab.OwnDaemon("dnsmasq"));
        Assert.True(main > 0 && names > 0);

        // A host more is a reload of the proxy, and nothing to the name server.
        using var socket = await lab.OpenSocketAsync("app.example.com");
        await lab.AddHostAsync();
        await PublishAsync(lab, proxy);
        Assert.Equal(HttpStatusCode.OK, (await lab.GetAsync("b.example.com")).Status);
        Assert.Equal("still here", await EdgeLab.EchoAsync(socket, "still here"));
        Assert.Equal((main, names), (lab.OwnDaemon(name), lab.OwnDaemon("dnsmasq")));

        // A record more starts the name server anew.
        await lab.Place.ExecuteAsync(Service(11, "dns") + $"{DnsRow} (11, 'dns', 'SRV', '_sip._udp');");
        await PublishAsync(lab, proxy);
        Assert.Equal("0 0 80 web1.cluster.internal.", await lab.DigAsync("SRV", "_sip._udp.cluster.internal"));
        Assert.Equal(main, lab.OwnDaemon(name));
        Assert.NotEqual(names, lab.OwnDaemon("dnsmasq"));

        // A port that somebody has is seen by no check, only when the daemon takes the files up.
        using var occupied = new TcpListener(EdgeLab.Address, 0);
        occupied.Start();
        await lab.Place.ExecuteAsync(
            Service(20, "transport") + $"{TransportRow} (20, 'transport', 'tcp', {((IPEndPoint)occupied.LocalEndpoint).Port}, FALSE);");
        var error = await Assert.ThrowsAsync<ClusterException>(() => PublishAsync(lab, proxy, seconds: 3));
        Assert.Equal("ConfigurationFailed", error.ErrorId);
        Assert.Contains("was put back and runs", error.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await lab.GetAsync("b.example.com")).Status);
        occupied.Stop();

        // One that ended is started with what is published.
        await PublishAsync(lab, proxy);
        await lab.EndOwnDaemonAsync(name);
        await PublishAsync(lab, proxy);
        Assert.Equal(HttpStatusCode.OK, (await lab.GetAsync("b.example.com")).Status);
        Assert.NotEqual(main, lab.OwnDaemon(name));
        Assert.Equal(PublicationState.Unchanged, (await PublishAsync(lab, proxy)).State);
    }

    [Fact]
    public async Task Former_files_are_asked_for_where_they_listened()
    {
        await using var lab = await EdgeLab.StartAsync();
        var first = await PublishAsync(lab, EdgeDaemon.Nginx);
        using var occupied = new TcpListener(EdgeLab.Address, 0);
        occupied.Start();
        var request = Request(lab, EdgeDaemon.Nginx, seconds: 3);
        await lab.Place.ExecuteAsync("UPDATE [Sites] SET [internalDomain] = 'moved.internal';");

        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync(request with
        {
            Options = request.Options with { HttpPort = ((IPEndPoint)occupied.LocalEndpoint).Port },
        }));

        Assert.Contains($"Version {first.Version} was put back and runs.", error.Message, StringComparison.Ordinal);
        Assert.Equal("127.0.0.2", await lab.DigAsync("A", "web1.cluster.internal"));
        Assert.True(await lab.AnswersAsync());
    }

    [Fact]
    public async Task A_name_server_that_does_not_end_is_killed_and_replaced()
    {
        await using var lab = await EdgeLab.StartAsync();
        await PublishAsync(lab, EdgeDaemon.Nginx);
        var id = lab.OwnDaemon("dnsmasq")!.Value;
        await DaemonProgram.SignalAsync(id, "STOP", EdgeLab.Token);
        await lab.Place.ExecuteAsync(Service(11, "dns") + $"{DnsRow} (11, 'dns', 'SRV', '_sip._udp');");

        await PublishAsync(lab, EdgeDaemon.Nginx);

        Assert.NotEqual(id, lab.OwnDaemon("dnsmasq"));
        Assert.Equal("0 0 80 web1.cluster.internal.", await lab.DigAsync("SRV", "_sip._udp.cluster.internal"));
    }

    [Fact]
    public async Task One_proxy_takes_the_place_of_another_and_back()
    {
        await using var lab = await EdgeLab.StartAsync();
        ServerPolicy.Require(HaproxyServer.Missing);
        await PublishAsync(lab, EdgeDaemon.Nginx);

        await lab.PublishAsync(Request(lab, EdgeDaemon.Haproxy) with { Force = true });
        Assert.True(await lab.AnswersAsync());
        Assert.NotNull(lab.OwnDaemon("haproxy"));
        await Eventually.IsTrueAsync(() => lab.OwnDaemon("nginx") is null, "nginx did not end");

        await lab.PublishAsync(Request(lab, EdgeDaemon.Nginx) with { Force = true });
        Assert.True(await lab.AnswersAsync());
        await Eventually.IsTrueAsync(() => lab.OwnDaemon("haproxy") is null, "HAProxy did not end");
    }

    [Theory]
    [InlineData(EdgeDaemon.Nginx, EdgeDaemon.Haproxy)]
    [InlineData(EdgeDaemon.Haproxy, EdgeDaemon.Nginx)]
    public async Task A_connection_that_lives_on_keeps_no_proxy_from_coming_back(EdgeDaemon proxy, EdgeDaemon other)
    {
        await using var lab = await EdgeLab.StartAsync(proxy);
        ServerPolicy.Require(other == EdgeDaemon.Haproxy ? HaproxyServer.Missing : NginxServer.Missing);
        await PublishAsync(lab, proxy);
        using var socket = await lab.OpenSocketAsync("app.example.com");

        await lab.PublishAsync(Request(lab, other) with { Force = true });
        Assert.True(await lab.AnswersAsync());
        Assert.Equal("still here", await EdgeLab.EchoAsync(socket, "still here"));

        await lab.PublishAsync(Request(lab, proxy) with { Force = true });
        Assert.True(await lab.AnswersAsync());
        Assert.Equal(PublicationState.Unchanged, (await PublishAsync(lab, proxy)).State);
    }

    [Theory]
    [InlineData(EdgeDaemon.Nginx, EdgeDaemon.Haproxy)]
    [InlineData(EdgeDaemon.Haproxy, EdgeDaemon.Nginx)]
    public async Task A_connection_that_lives_on_is_no_obstacle_to_the_way_back(EdgeDaemon proxy, EdgeDaemon other)
    {
        await using var lab = await EdgeLab.StartAsync(proxy);
        ServerPolicy.Require(other == EdgeDaemon.Haproxy ? HaproxyServer.Missing : NginxServer.Missing);
        await PublishAsync(lab, proxy);
        using var socket = await lab.OpenSocketAsync("app.example.com");
        using var occupied = new TcpListener(EdgeLab.Address, 0);
        occupied.Start();
        await lab.Place.ExecuteAsync(
            Service(20, "transport") + $"{TransportRow} (20, 'transport', 'tcp', {((IPEndPoint)occupied.LocalEndpoint).Port}, FALSE);");

        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync(Request(lab, other, seconds: 3) with { Force = true }));

        Assert.Contains("was put back and runs", error.Message, StringComparison.Ordinal);
        Assert.True(await lab.AnswersAsync());
    }

    [Theory]
    [InlineData(EdgeDaemon.Nginx, EdgeDaemon.Haproxy)]
    [InlineData(EdgeDaemon.Haproxy, EdgeDaemon.Nginx)]
    public async Task What_an_interrupted_change_of_proxies_started_is_stopped(EdgeDaemon proxy, EdgeDaemon other)
    {
        await using var lab = await EdgeLab.StartAsync(proxy);
        ServerPolicy.Require(other == EdgeDaemon.Haproxy ? HaproxyServer.Missing : NginxServer.Missing);
        var first = await PublishAsync(lab, proxy);
        await lab.PublishAsync(Request(lab, other) with { Force = true });

        // As a publisher leaves it that is killed before it takes its note away.
        await File.WriteAllTextAsync(Path.Combine(lab.Folder, ".pending"), first.Version, EdgeLab.Token);
        await PublishAsync(lab, proxy);

        Assert.True(await lab.AnswersAsync());
        Assert.NotNull(lab.OwnDaemon(proxy.ToString().ToLowerInvariant()));
        await Eventually.IsTrueAsync(() => lab.OwnDaemon(other.ToString().ToLowerInvariant()) is null, $"{other} did not end");
    }

    [Fact]
    public async Task What_runs_after_an_interruption_is_gone_back_to_when_the_last_good_version_does_not_start()
    {
        await using var lab = await EdgeLab.StartAsync(EdgeDaemon.Haproxy);
        ServerPolicy.Require(NginxServer.Missing);
        var first = await PublishAsync(lab, EdgeDaemon.Haproxy);
        var second = await lab.PublishAsync(Request(lab, EdgeDaemon.Nginx) with { Force = true });
        await File.WriteAllTextAsync(Path.Combine(lab.Folder, ".pending"), first.Version, EdgeLab.Token);
        await Eventually.IsTrueAsync(() => lab.OwnDaemon("haproxy") is null, "HAProxy did not end");
        var pidFile = Path.Combine(lab.Folder, "run", "haproxy", "haproxy.pid");
        File.Delete(pidFile);
        Directory.CreateDirectory(pidFile);

        var error = await Assert.ThrowsAsync<ClusterException>(() => PublishAsync(lab, EdgeDaemon.Haproxy, seconds: 3));

        Assert.Contains($"Version {second.Version} was put back and runs.", error.Message, StringComparison.Ordinal);
        Assert.True(await lab.AnswersAsync());
        Assert.NotNull(lab.OwnDaemon("nginx"));
    }

    [Fact]
    public async Task Daemons_that_ended_are_started_though_nobody_asks_them()
    {
        await using var lab = await EdgeLab.StartAsync();
        await PublishAsync(lab, EdgeDaemon.Nginx);
        await lab.EndOwnDaemonAsync("nginx");

        Assert.Equal(PublicationState.Published, (await lab.PublishAsync(Request(lab, EdgeDaemon.Nginx) with { SkipVerify = true })).State);

        Assert.NotNull(lab.OwnDaemon("nginx"));
        Assert.Equal(PublicationState.Unchanged, (await lab.PublishAsync(Request(lab, EdgeDaemon.Nginx) with { SkipVerify = true })).State);
    }

    [Fact]
    public async Task A_version_that_is_being_mended_is_an_edge_all_the_same()
    {
        await using var lab = await EdgeLab.StartAsync();
        var published = await PublishAsync(lab, EdgeDaemon.Nginx);
        var manifest = EdgeManifest.Read(published.Path)!;
        (manifest with { Unfinished = ["nginx/nginx.conf.cluster-new"] }).Write(published.Path);

        // Its daemons are not taken for nobody's.
        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync(lab.Request() with { Reload = null }));
        Assert.Equal("ForeignFile", error.ErrorId);

        // Nor are its files taken away when the check refuses them.
        await Assert.ThrowsAsync<InvalidOperationException>(() => lab.PublishAsync(Request(lab, EdgeDaemon.Nginx) with { Check = _ => throw new InvalidOperationException("no") }));
        Assert.True(File.Exists(Path.Combine(lab.Folder, "current", "nginx", "nginx.conf")));

        Assert.Equal(PublicationState.Unchanged, (await PublishAsync(lab, EdgeDaemon.Nginx)).State);
        Assert.NotNull(lab.OwnDaemon("dnsmasq"));
    }

    [Theory]
    [InlineData(EdgeDaemon.Nginx, "nginx")]
    [InlineData(EdgeDaemon.Haproxy, "haproxy")]
    public async Task A_folder_that_was_moved_is_told_of_whose_daemons_run_on(EdgeDaemon proxy, string name)
    {
        await using var lab = await EdgeLab.StartAsync(proxy);
        var request = Request(lab, proxy, seconds: 3) with { Options = lab.Options };
        await lab.PublishAsync(request);
        var (main, moved) = (lab.OwnDaemon(name), lab.Folder + "-moved");
        Directory.Move(lab.Folder, moved);

        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.PublishAsync(request with { Folder = moved }));

        Directory.Move(moved, lab.Folder);
        Assert.Equal("ConfigurationFailed", error.ErrorId);
        Assert.Contains("was started with other files", error.Message, StringComparison.Ordinal);
        Assert.Contains($"'kill {main}'", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(main, lab.OwnDaemon(name));
        Assert.True(await lab.AnswersAsync());
    }

    [Fact]
    public async Task A_folder_is_the_same_by_whatever_link_it_is_reached()
    {
        await using var lab = await EdgeLab.StartAsync();
        await PublishAsync(lab, EdgeDaemon.Nginx);
        var (main, link) = (lab.OwnDaemon("nginx"), Path.Combine(lab.ScratchFolder, "link"));
        Directory.CreateSymbolicLink(link, Path.GetDirectoryName(lab.Folder)!);
        var request = Request(lab, EdgeDaemon.Nginx) with { Folder = Path.Combine(link, Path.GetFileName(lab.Folder)) };

        Assert.Equal(PublicationState.Unchanged, (await lab.PublishAsync(request)).State);
        await lab.AddHostAsync();
        await lab.PublishAsync(request);

        Assert.True(await lab.HasHostAsync());
        Assert.Equal(main, lab.OwnDaemon("nginx"));
    }

    [Fact]
    public void The_number_of_a_process_that_ended_may_be_another_ones()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("daemon.pid");
        File.WriteAllText(file, $"{Environment.ProcessId}\n");

        Assert.False(DaemonProgram.IsRunning(file, "/srv/edge/current/dnsmasq/dnsmasq.conf", out _));
        Assert.True(DaemonProgram.IsRunning(file, "ClusterManagement.Tests", out var id));
        Assert.Equal(Environment.ProcessId, id);
    }

    private static Task<ConfigurationPublication> PublishAsync(EdgeLab lab, EdgeDaemon proxy, int seconds = 30) => lab.PublishAsync(Request(lab, proxy, seconds));

    private static EdgePublish Request(EdgeLab lab, EdgeDaemon proxy, int seconds = 30) => lab.Request() with
    {
        Options = lab.Options with { Daemons = [proxy, EdgeDaemon.Dnsmasq] },
        Reload = null,
        Timeout = TimeSpan.FromSeconds(seconds),
    };
}
