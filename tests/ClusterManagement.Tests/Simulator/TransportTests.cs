using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Simulator;

public sealed class TransportTests
{
    [Fact]
    public async Task Tls_presents_the_certificate_whose_fingerprint_is_told()
    {
        await using var simulator = ProxmoxSimulator.Start();
        var seen = "";
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            seen = Convert.ToHexString(certificate!.GetCertHash(HashAlgorithmName.SHA256));
            return true;
        };
        using var client = new HttpClient(handler);
        var url = new Uri(simulator.Url, "/api2/json/access/domains");
        using var response = await client.GetAsync(url, TestContext.Current.CancellationToken);

        Assert.Equal(Uri.UriSchemeHttps, simulator.Url.Scheme);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(simulator.CertificateFingerprint.Replace(":", "", StringComparison.Ordinal), seen);
        Assert.Matches("^([0-9A-F]{2}:){31}[0-9A-F]{2}$", simulator.CertificateFingerprint);
    }

    [Fact]
    public async Task A_client_that_distrusts_the_certificate_is_refused_and_the_next_one_served()
    {
        await using var simulator = ProxmoxSimulator.Start();
        using var distrustful = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(
            () => distrustful.GetAsync(new Uri(simulator.Url, "/api2/json/version"), TestContext.Current.CancellationToken));

        using var client = new ApiClient(simulator);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/version")).Status);
    }

    [Fact]
    public async Task Plain_http_on_the_tls_port_is_redirected()
    {
        await using var simulator = ProxmoxSimulator.Start();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var plain = new UriBuilder(simulator.Url) { Scheme = "http", Path = "/api2/json/version" }.Uri;
        using var response = await client.GetAsync(plain, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal(new Uri(simulator.Url, "/api2/json/version"), response.Headers.Location);
    }

    [Fact]
    public async Task Without_tls_plain_http_is_served_and_large_answers_are_compressed()
    {
        await using var simulator = ProxmoxSimulator.Start(new SimulatorOptions { UseTls = false });
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(simulator.Url, "/api2/json/access/roles"));
        var token = $"PVEAPIToken={simulator.Options.TokenId}={simulator.Options.TokenSecret}";
        request.Headers.TryAddWithoutValidation("Authorization", token);
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(Uri.UriSchemeHttp, simulator.Url.Scheme);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Requests_are_recorded_with_what_was_sent_and_answered()
    {
        await using var simulator = ProxmoxSimulator.Start(new SimulatorOptions { TaskDuration = TimeSpan.Zero });
        using var client = new ApiClient(simulator);
        await client.CreateAsync(100, ("hostname", "web 1"));
        await client.CreateAsync(100, ("description", "ä & b"));

        Assert.Equal(2, simulator.Requests.Count);
        var request = simulator.Requests[1];
        Assert.Equal("POST", request.Method);
        Assert.Equal("/nodes/pve1/lxc", request.Path);
        Assert.Equal("ä & b", request.Parameters["description"]);
        Assert.StartsWith("application/x-www-form-urlencoded", request.ContentType, StringComparison.Ordinal);
        Assert.Equal("root@pam!automation", request.User);
        Assert.Equal(200, request.Status);
        Assert.Equal(400, simulator.Requests[0].Status);
        Assert.Contains("valid DNS name", simulator.Requests[0].Body, StringComparison.Ordinal);
        simulator.ClearRequests();
        Assert.Empty(simulator.Requests);
    }

    [Fact]
    public async Task A_connection_serves_several_requests_until_an_error_closes_it()
    {
        await using var simulator = ProxmoxSimulator.Start(new SimulatorOptions { UseTls = false });
        var connections = 0;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                Interlocked.Increment(ref connections);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(simulator.Url, "/api2/json/") };
        for (var i = 0; i < 3; i++)
            await client.GetStringAsync("access/domains", TestContext.Current.CancellationToken);
        Assert.Equal(1, connections);

        using var refused = await client.GetAsync("version", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Unauthorized, "No ticket"), (refused.StatusCode, refused.ReasonPhrase));
        await client.GetStringAsync("access/domains", TestContext.Current.CancellationToken);
        Assert.Equal(2, connections);
    }

    [Fact]
    public async Task The_port_is_free_after_disposal()
    {
        var first = ProxmoxSimulator.Start(new SimulatorOptions { UseTls = false });
        var port = first.Url.Port;
        await first.DisposeAsync();

        await using var second = ProxmoxSimulator.Start(new SimulatorOptions { UseTls = false, Port = port });
        Assert.Equal(port, second.Url.Port);
    }
}
