using ClusterManagement.Providers.Proxmox;
using Xunit;

namespace ClusterManagement.Tests.Proxmox;

public sealed class ClientTests
{
    private const string Version = """{"data":{"version":"9.2.11","release":"9.2"}}""";
    private const string Missing = """{"data":null,"message":"Configuration file 'nodes/pve1/lxc/999.conf' does not exist\n"}""";

    private readonly LeapingClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_container_is_null()
    {
        using var client = Clients.Answering(Missing, 500, "Configuration file 'nodes/pve1/lxc/999.conf' does not exist");
        Assert.Null(await client.GetContainerConfigAsync("pve1", 999, Token));
        Assert.Null(await client.GetContainerStatusAsync("pve1", 999, Token));
        await Assert.ThrowsAsync<RemoteApiException>(() => client.DeleteContainerAsync("pve1", 999, false, false, false, Token));
    }

    [Fact]
    public async Task Another_failure_is_no_missing_container()
    {
        using var client = Clients.Answering("""{"data":null,"message":"hostname lookup 'nope' failed\n"}""", 500, "x");
        await Assert.ThrowsAsync<RemoteApiException>(() => client.GetContainerConfigAsync("nope", 999, Token));
    }

    [Fact]
    public async Task Changes_are_sent_with_deletions_and_digest()
    {
        var handler = StubHandler.Always("""{"data":null}""");
        using var client = Clients.Over(handler);
        var changes = new Dictionary<string, string> { ["memory"] = "2048", ["description"] = "new" };
        await client.UpdateContainerConfigAsync("pve1", 100, changes, ["nameserver", "searchdomain"], "abc", Token);
        await client.UpdateContainerConfigAsync("pve1", 100, new Dictionary<string, string>(), null, "abc", Token);
        var request = Assert.Single(handler.Requests);
        Assert.Equal("description=new&memory=2048&delete=nameserver%2Csearchdomain&digest=abc", request.Body);
    }

    [Fact]
    public async Task Parameters_take_the_api_s_form()
    {
        var handler = new StubHandler(seen => StubHandler.Reply(
            seen.Method == "GET" ? """{"data":[]}""" : """{"data":"UPID:pve1:00000051:00067121:6B049E5B:vzstart:100:root@pam:"}"""));
        using var client = Clients.Over(handler);
        await client.ShutdownAsync("pve1", 100, TimeSpan.FromSeconds(4.2), forceStop: true, Token);
        await client.RebootAsync("pve1", 100, null, Token);
        await client.GetTasksAsync("pve1", 100, ProxmoxTaskSource.Active, 7, Token);
        await client.GetResourcesAsync(ProxmoxResourceType.Vm, Token);
        await client.GetStorageContentAsync("pve1", "local", "vztmpl", Token);
        Assert.Equal(["timeout=5&forceStop=1", ""], handler.Requests.Take(2).Select(r => r.Body));
        Assert.Equal(["?vmid=100&source=active&limit=7", "?type=vm", "?content=vztmpl"], handler.Requests.Skip(2).Select(r => r.Query));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_reading_waits_as_long_as_it_is_asked_to(int status)
    {
        var asked = 0;
        var handler = new StubHandler(_ =>
        {
            var reply = ++asked < 3 ? StubHandler.Reply(string.Empty, status, "busy") : StubHandler.Reply(Version);
            reply.Headers.Add("Retry-After", asked == 1 ? "4" : "4000");
            return reply;
        });
        using var client = Clients.Over(handler, time: _clock);
        await client.GetVersionAsync(Token);
        Assert.Equal([TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(10)], _clock.Pauses);
    }

    [Fact]
    public async Task Three_tries_are_enough_and_a_change_has_one()
    {
        var handler = StubHandler.Always(string.Empty, 503, "busy");
        using var client = Clients.Over(handler, time: _clock);
        await Assert.ThrowsAsync<RemoteApiException>(() => client.GetVersionAsync(Token));
        Assert.Equal(3, handler.Requests.Count);
        await Assert.ThrowsAsync<RemoteApiException>(() => client.StartAsync("pve1", 100, Token));
        Assert.Equal(4, handler.Requests.Count);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    public async Task A_name_cannot_lead_to_another_path(string node)
    {
        var handler = StubHandler.Always(Version);
        using var client = Clients.Over(handler);
        await Assert.ThrowsAsync<InvalidValueException>(() => client.GetNodeStatusAsync(node, Token));
        Assert.Empty(handler.Requests);
    }

    [Theory]
    [InlineData("""{"data":[{"vmid":"100","status":"stopped","template":"","lock":"","disk":"412876800","cpus":"2","mem":null}]}""")]
    [InlineData("""{"data":[{"vmid":100,"status":"stopped","template":0,"lock":null,"disk":412876800.0,"cpus":2,"unknown":{"a":[1]}}]}""")]
    [InlineData("""{"data":[{"vmid":100,"status":"stopped","template":false,"disk":4.128768e8,"cpus":2.0}]}""")]
    public async Task Types_may_be_any(string body)
    {
        using var client = Clients.Answering(body);
        var container = Assert.Single(await client.ListContainersAsync("pve1", Token));
        Assert.Equal((100, false, null, 412876800L, 2.0, 0L), (container.VmId, container.IsTemplate, container.Lock, container.DiskUsedBytes, container.CpuCount, container.MemoryUsedBytes));
        Assert.Empty(container.Tags);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("\"1\"", true)]
    [InlineData("true", true)]
    [InlineData("0", false)]
    [InlineData("\"0\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("null", false)]
    [InlineData("false", false)]
    public async Task Truth_has_many_faces(string value, bool expected)
    {
        using var client = Clients.Answering($$"""{"data":[{"storage":"local","active":{{value}}}]}""");
        Assert.Equal(expected, Assert.Single(await client.GetStoragesAsync("pve1", Token)).IsActive);
    }

    [Fact]
    public async Task A_value_beyond_understanding_is_an_error_of_the_api()
    {
        using var client = Clients.Answering("""{"data":[{"storage":"local","total":{}}]}""");
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.GetStoragesAsync("pve1", Token));
        Assert.Contains("total", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Older_interfaces_have_one_address_each()
    {
        using var client = Clients.Answering(
            """{"data":[{"name":"lo","inet":"127.0.0.1/8"},{"name":"eth0","hwaddr":"bc:24:11:2a:3b:4c","inet":"10.0.0.9/24","inet6":"fe80::1/64"},{"name":"eth1","inet":"169.254.3.4/16"}]}""");
        var interfaces = await client.GetInterfacesAsync("pve1", 100, Token);
        Assert.Equal("10.0.0.9", Assert.Single(interfaces.RoutableIpv4()).ToString());
        Assert.Equal("BC:24:11:2A:3B:4C", interfaces[1].HardwareAddress);
    }
}
