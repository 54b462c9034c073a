using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Proxmox;

/// <summary>While a node's endpoint does not answer, another registered node of the same cluster is asked.</summary>
public sealed class FailoverTests : IAsyncDisposable
{
    private readonly ProxmoxSimulator _cluster = ProxmoxSimulator.Start(Options("pve1", "pve2", "pve3"));
    private readonly ProxmoxSimulator _stranger = ProxmoxSimulator.Start(Options("other"));
    private readonly ProxmoxClientPool _pool = new();
    private readonly List<string> _wire = [];
    private readonly List<string> _notices = [];
    private int _lookups;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _pool.Dispose();
        await _stranger.DisposeAsync();
        await _cluster.DisposeAsync();
        RequestCheck.Verify(_cluster);
    }

    [Fact]
    public async Task A_node_that_answers_is_asked_alone()
    {
        using var client = Client("pve1", "pve2", "pve3");
        await client.GetVersionAsync(Token);
        Assert.Equal(0, _lookups);
        Assert.Equal("pve1", Assert.Single(_cluster.Requests).ReceivedBy);
    }

    [Fact]
    public async Task Another_node_of_the_cluster_stands_in_for_reading_and_changing()
    {
        _cluster.AddContainer(100, "pve3");
        using var client = Client("pve1", "other", "pve2");
        _cluster.SetNodeOnline("pve1", false);
        Assert.NotNull(await client.GetContainerConfigAsync("pve3", 100, Token));
        var task = await client.StartAsync("pve3", 100, Token);
        Assert.True((await client.WaitForTaskAsync(task, TimeSpan.FromSeconds(10), null, Token)).IsSuccess);
        Assert.All(_cluster.Requests, request => Assert.Equal("pve2", request.ReceivedBy));
        Assert.Single(_cluster.Requests, request => request.Path == "/nodes");
        Assert.Matches("^No connection to .* Node pve2 of the same cluster is asked in its place.$", Assert.Single(_notices));
        Assert.Contains(_wire, line => line.Contains("asking node pve2", StringComparison.Ordinal));
        Assert.DoesNotContain(_wire, line => line.Contains(_cluster.Options.TokenSecret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_node_itself_stays_away_and_says_so()
    {
        using var client = Client("pve1", "pve2");
        _cluster.SetNodeOnline("pve1", false);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.ListContainersAsync("pve1", Token));
        Assert.Equal((595, ErrorIds.NotConnected), (error.HttpStatus, error.ErrorId));
        Assert.Contains("could not reach the node that owns GET /nodes/pve1/lxc", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_of_another_cluster_is_passed_over_and_never_given_a_foreign_secret()
    {
        using var client = Client("pve1", "other");
        _cluster.SetNodeOnline("pve1", false);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.GetVersionAsync(Token));
        Assert.Equal(ErrorIds.NotConnected, error.ErrorId);
        Assert.Contains("other is in another cluster", error.Message, StringComparison.Ordinal);
        var only = Assert.Single(_stranger.Requests);
        Assert.Equal(("/nodes", 200), (only.Path, only.Status));
        Assert.All(only.Headers.Values, value => Assert.DoesNotContain(_cluster.Options.TokenSecret, value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_endpoint_keeps_its_own_certificate_and_credential()
    {
        _cluster.SetNodeOnline("pve1", false);
        var others = Endpoint("pve2") with { CertificateFingerprint = _cluster.Endpoints[0].CertificateFingerprint };
        using var client = _pool.Get(Endpoint("pve1"), _ => Task.FromResult<IReadOnlyList<ProxmoxEndpoint>>([others]), null, null);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.GetVersionAsync(Token));
        Assert.Contains("differs from the pinned one", error.Message, StringComparison.Ordinal);
        Assert.Empty(_cluster.Requests);
    }

    [Fact]
    public async Task A_change_that_may_have_arrived_is_not_sent_to_another_node()
    {
        _cluster.AddContainer(100, "pve1");
        using var client = Client("pve1", "pve2");
        _cluster.Faults.Add(Fault.Of(SimulatorFault.AnswerLost, "POST"));
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.StartAsync("pve1", 100, Token));
        Assert.True(error.IsAmbiguous);
        Assert.Equal((1, 0), (_cluster.Requests.Count, _lookups));
    }

    [Fact]
    public async Task A_reading_that_is_not_answered_in_time_is_asked_elsewhere_and_a_change_is_not()
    {
        _cluster.AddContainer(100, "pve1");
        var endpoint = Endpoint("pve1") with { RequestTimeout = TimeSpan.FromMilliseconds(500) };
        using var client = _pool.Get(endpoint, _ => Task.FromResult<IReadOnlyList<ProxmoxEndpoint>>([Endpoint("pve2")]), null, null);
        _cluster.Faults.Add(new Fault { Delay = TimeSpan.FromSeconds(5), Times = 1 });
        Assert.Equal("9.2", (await client.GetVersionAsync(Token)).Release);
        _cluster.Faults.Add(new Fault { Method = "POST", AnswerDelay = TimeSpan.FromSeconds(5), Times = 1 });
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.StartAsync("pve1", 100, Token));
        Assert.Equal((ErrorIds.Timeout, true), (error.ErrorId, error.IsAmbiguous));
        Assert.Single(_cluster.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task A_node_that_is_back_is_asked_again_after_a_rest()
    {
        using var client = Client("pve1", "pve2");
        _cluster.SetNodeOnline("pve1", false);
        await client.GetVersionAsync(Token);
        _cluster.SetNodeOnline("pve1", true);
        _cluster.ClearRequests();
        await client.GetVersionAsync(Token);
        Assert.Equal("pve2", Assert.Single(_cluster.Requests).ReceivedBy);
        _cluster.SetNodeOnline("pve2", false);
        await client.GetVersionAsync(Token);
        Assert.Equal("pve1", _cluster.Requests[^1].ReceivedBy);
    }

    [Fact]
    public async Task Nobody_left_is_the_first_error_with_all_reasons()
    {
        using var client = Client("pve1", "pve2", "pve3");
        foreach (var node in new[] { "pve1", "pve2", "pve3" }) _cluster.SetNodeOnline(node, false);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.GetVersionAsync(Token));
        Assert.Equal(ErrorIds.NotConnected, error.ErrorId);
        Assert.StartsWith($"No connection to {Endpoint("pve1").Authority}", error.Message, StringComparison.Ordinal);
        Assert.Contains("pve2: No connection", error.Message, StringComparison.Ordinal);
        Assert.Contains("pve3: No connection", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_behind_one_address_share_a_login()
    {
        var url = _cluster.Url;
        foreach (var node in new[] { "pve1", "pve2", "pve3" })
        {
            var endpoint = new ProxmoxEndpoint(url, "root@pam", _cluster.Options.Password) { CertificateFingerprint = _cluster.CertificateFingerprint, Node = node };
            using var client = _pool.Get(endpoint);
            await client.GetVersionAsync(Token);
            Assert.Equal(node, client.Endpoint.Node);
        }

        Assert.Single(_cluster.Requests, request => request.Path == "/access/ticket");
    }

    [Fact]
    public async Task A_login_that_ended_is_made_anew_once_and_the_change_carried_out_once()
    {
        _cluster.AddContainer(100, "pve1");
        using var client = _pool.Get(new ProxmoxEndpoint(_cluster.Url, "root@pam", _cluster.Options.Password) { CertificateFingerprint = _cluster.CertificateFingerprint });
        await client.GetVersionAsync(Token);
        _cluster.ExpireTickets();
        await client.StartAsync("pve1", 100, Token);
        Assert.Equal(2, _cluster.Requests.Count(request => request.Path == "/access/ticket"));
        Assert.Equal([401, 200], _cluster.Requests.Where(request => request.Path.EndsWith("/start", StringComparison.Ordinal)).Select(request => request.Status));
    }

    private static SimulatorOptions Options(params string[] nodes) => new()
    {
        TaskDuration = TimeSpan.Zero,
        EndpointPerNode = true,
        Nodes = nodes.Select((name, i) => new SimulatedNode(name, $"10.0.0.{i + 2}")).ToList(),
    };

    private ProxmoxEndpoint Endpoint(string node)
    {
        var simulator = node == "other" ? _stranger : _cluster;
        var place = simulator.Endpoints.Single(endpoint => endpoint.Node == node);
        return new ProxmoxEndpoint(place.Url, simulator.Options.TokenId, simulator.Options.TokenSecret)
        {
            CertificateFingerprint = place.CertificateFingerprint,
            Node = node,
        };
    }

    private ProxmoxClient Client(string node, params string[] others) => _pool.Get(
        Endpoint(node),
        _ =>
        {
            _lookups++;
            return Task.FromResult<IReadOnlyList<ProxmoxEndpoint>>([.. others.Select(Endpoint)]);
        },
        _wire.Add,
        _notices.Add);
}
