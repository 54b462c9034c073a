using System.Net;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Simulator;

/// <summary>Nodes with an endpoint each: they go, come back, and lose their quorum.</summary>
public sealed class ClusterTests : IDisposable
{
    private readonly ProxmoxSimulator _simulator = ProxmoxSimulator.Start(new SimulatorOptions
    {
        TaskDuration = TimeSpan.Zero,
        EndpointPerNode = true,
        Nodes = [new SimulatedNode("pve1", "10.0.0.2"), new SimulatedNode("pve2", "10.0.0.3"), new SimulatedNode("pve3", "10.0.0.4")],
    });

    private readonly ApiClient _first;
    private readonly ApiClient _second;

    public ClusterTests()
    {
        _first = new ApiClient(_simulator);
        _second = new ApiClient(_simulator, url: _simulator.Endpoints[1].Url);
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _simulator.Dispose();
    }

    [Fact]
    public async Task Each_node_has_an_endpoint_and_a_certificate_of_its_own()
    {
        Assert.Equal(3, _simulator.Endpoints.Select(e => (e.Url, e.CertificateFingerprint)).Distinct().Count());
        Assert.Equal((_simulator.Url, _simulator.CertificateFingerprint), (_simulator.Endpoints[0].Url, _simulator.Endpoints[0].CertificateFingerprint));
        Assert.Equal("pve2", Local(await _second.GetAsync("/cluster/status")));
        Assert.Equal("pve1", Local(await _first.GetAsync("/cluster/status")));
        Assert.Equal(["pve2", "pve1"], _simulator.Requests.Select(r => r.ReceivedBy));
        var shown = (await _first.GetAsync("/nodes")).Data.EnumerateArray().Select(n => n.GetProperty("ssl_fingerprint").GetString());
        Assert.Equal(_simulator.Endpoints.Select(e => e.CertificateFingerprint), shown);
    }

    [Fact]
    public async Task A_node_that_is_away_refuses_and_comes_back_as_it_was()
    {
        await _first.CreateAsync(100);
        _simulator.SetRunning(100, true);
        _simulator.SetNodeOnline("pve1", false);
        await Assert.ThrowsAsync<HttpRequestException>(() => _first.GetAsync("/version"));
        Assert.Equal(595, (int)(await _second.GetAsync("/nodes/pve1/lxc")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _second.GetAsync("/nodes")).Status);

        _simulator.SetNodeOnline("pve1", true);
        var status = await _first.GetAsync("/nodes/pve1/lxc/100/status/current");
        Assert.Equal("running", status.Data.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_crash_stops_containers_and_leaves_tasks_half_done()
    {
        _simulator.AddContainer(100, "pve1", new Dictionary<string, string> { ["onboot"] = "1" }, running: true);
        _simulator.AddContainer(101, "pve1", running: true);
        _simulator.Faults.Add(Fault.Of(SimulatorFault.TaskHangs, "POST"));
        var started = await _first.CreateAsync(102);
        _simulator.CrashNode("pve1");
        await Assert.ThrowsAsync<HttpRequestException>(() => _first.GetAsync("/version"));
        Assert.All(_simulator.Containers, container => Assert.Equal("stopped", container.Status));

        _simulator.BootNode("pve1");
        Assert.Equal("unexpected status", await _first.WaitAsync(started));
        Assert.Equal(["running", "stopped", "stopped"], _simulator.Containers.Select(c => c.Status));
        Assert.Equal([null, null, "create"], _simulator.Containers.Select(c => c.Lock));
    }

    [Fact]
    public async Task A_node_forgets_its_tasks()
    {
        var started = await _first.CreateAsync(100);
        _simulator.ForgetTasks("pve1");
        var status = await _first.GetAsync($"/nodes/pve1/tasks/{Uri.EscapeDataString(started.Data.GetString()!)}/status");
        Assert.Contains("no such task", status.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_quorum_nothing_is_written_and_everything_read()
    {
        _simulator.AddContainer(100, "pve1", running: true);
        _simulator.AddContainer(101, "pve1");
        _simulator.SetNodeOnline("pve2", false);
        _simulator.SetNodeOnline("pve3", false);

        Assert.Equal((HttpStatusCode)500, (await _first.CreateAsync(102)).Status);
        var change = await _first.SendAsync("PUT", "/nodes/pve1/lxc/100/config", ("memory", "1024"));
        Assert.Equal((500, "cluster not ready - no quorum?"), ((int)change.Status, change.Reason));
        Assert.Equal("cluster not ready - no quorum?", await _first.WaitAsync(await _first.SendAsync("POST", "/nodes/pve1/lxc/101/status/start")));
        Assert.Equal("OK", await _first.WaitAsync(await _first.SendAsync("POST", "/nodes/pve1/lxc/100/status/stop")));
        var status = await _first.GetAsync("/cluster/status");
        Assert.Equal(0, status.Data[0].GetProperty("quorate").GetInt32());

        _simulator.SetNodeOnline("pve2", true);
        Assert.Equal(HttpStatusCode.OK, (await _first.CreateAsync(102)).Status);
        _simulator.SetQuorum(false);
        Assert.Equal((HttpStatusCode)500, (await _first.CreateAsync(103)).Status);
        _simulator.SetQuorum(null);
        Assert.Equal(HttpStatusCode.OK, (await _first.CreateAsync(103)).Status);
    }

    [Fact]
    public async Task A_bridge_that_a_node_lacks_is_seen_at_the_start_and_when_plugged()
    {
        _simulator.SetBridges("pve2", ["vmbr0", "vmbr7"]);
        const string net = "name=eth0,bridge=vmbr7";
        Assert.Equal(HttpStatusCode.OK, (await _first.CreateAsync(100, ("net0", net))).Status);
        var start = await _first.SendAsync("POST", "/nodes/pve1/lxc/100/status/start");
        Assert.Equal("startup for container '100' failed", await _first.WaitAsync(start));
        _simulator.MoveContainer(100, "pve2");
        Assert.Equal("OK", await _first.WaitAsync(await _first.SendAsync("POST", "/nodes/pve2/lxc/100/status/start")));

        var plug = await _first.SendAsync("PUT", "/nodes/pve2/lxc/100/config", ("net1", "name=eth1,bridge=vmbr9"));
        Assert.Equal(400, (int)plug.Status);
        Assert.Contains("unable to hotplug net1: bridge 'vmbr9' does not exist", plug.Body, StringComparison.Ordinal);
        var bridges = await _first.SendAsync("GET", "/nodes/pve2/network", ("type", "any_bridge"));
        Assert.Equal(["vmbr0", "vmbr7"], bridges.Data.EnumerateArray().Select(b => b.GetProperty("iface").GetString()));
    }

    [Fact]
    public async Task A_storage_that_is_dead_on_one_node_lives_on_the_other()
    {
        _simulator.SetStorageActive("pve1", "local", active: false);
        var content = await _first.GetAsync("/nodes/pve1/storage/local/content");
        Assert.Equal((500, "storage 'local' is not online"), ((int)content.Status, content.Reason));
        var list = await _first.GetAsync("/nodes/pve1/storage");
        Assert.Equal([0, 1], list.Data.EnumerateArray().Select(s => s.GetProperty("active").GetInt32()));
        Assert.Equal(HttpStatusCode.OK, (await _first.GetAsync("/nodes/pve2/storage/local/content")).Status);
        _simulator.SetStorageActive("pve1", "local", active: true);
        Assert.Equal(HttpStatusCode.OK, (await _first.GetAsync("/nodes/pve1/storage/local/content")).Status);
    }

    [Fact]
    public async Task A_file_is_downloaded_by_its_address_once()
    {
        const string url = "https://templates.example/debian.tar.zst";
        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(url)));
        Assert.Equal("OK", await DownloadAsync(("url", url)));
        Assert.StartsWith("refusing to override", await DownloadAsync(("url", url)), StringComparison.Ordinal);
        Assert.Equal("OK", await DownloadAsync(("url", url), ("checksum", sum), ("checksum-algorithm", "sha256")));
        Assert.StartsWith(
            "checksum mismatch", await DownloadAsync(("url", url + "x"), ("checksum", sum), ("checksum-algorithm", "sha256")), StringComparison.Ordinal);
        _simulator.RemoveVolume("pve1", "local:vztmpl/debian.tar.zst");
        Assert.StartsWith("download failed", await DownloadAsync(("url", "https://nowhere.invalid/debian.tar.zst")), StringComparison.Ordinal);
        var metadata = await _first.SendAsync("GET", "/nodes/pve1/query-url-metadata", ("url", url));
        Assert.Equal("debian.tar.zst", metadata.Data.GetProperty("filename").GetString());
    }

    private static string? Local(ApiAnswer status) =>
        status.Data.EnumerateArray().Single(e => e.TryGetProperty("local", out var local) && local.GetInt32() == 1).GetProperty("name").GetString();

    private async Task<string> DownloadAsync(params (string Name, string Value)[] parameters) => await _first.WaitAsync(await _first.SendAsync(
        "POST", "/nodes/pve1/storage/local/download-url", [("content", "vztmpl"), ("filename", "debian.tar.zst"), .. parameters]));
}
