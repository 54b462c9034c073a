using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using ClusterManagement.Providers.Proxmox;
using Xunit;

namespace ClusterManagement.Tests.Proxmox;

/// <summary>What a stub cannot show: the bytes, the certificate, the broken connection.</summary>
public sealed class WireTests
{
    private const string Started = """{"data":"UPID:pve1:00000051:00067121:6B049E5B:vzstart:100:root@pam!automation:"}""";
    private const string Version = """{"data":{"version":"9.2.11","release":"9.2"}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_post_without_parameters_has_length_zero()
    {
        await using var server = new LoopbackServer((_, _) => LoopbackServer.Json(Started));
        using var client = ClientOf(server);
        await client.StartAsync("pve1", 100, Token);
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /api2/json/nodes/pve1/lxc/100/status/start HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Length: 0\r\n", request, StringComparison.Ordinal);
        AssertPlain(request);
    }

    [Fact]
    public async Task A_form_has_its_length_and_no_chunks()
    {
        await using var server = new LoopbackServer((_, _) => LoopbackServer.Json(Started));
        using var client = ClientOf(server);
        var create = new ContainerCreateRequest { VmId = 100, OsTemplate = "local:vztmpl/a.tar.zst", Description = "line1\nline2 &=" };
        await client.CreateContainerAsync("pve1", create, Token);
        var request = Assert.Single(server.Requests);
        Assert.EndsWith(
            "\r\n\r\nvmid=100&ostemplate=local%3Avztmpl%2Fa.tar.zst&unprivileged=1&description=line1%0Aline2+%26%3D", request, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/x-www-form-urlencoded\r\n", request, StringComparison.Ordinal);
        AssertPlain(request);
    }

    [Fact]
    public async Task A_delete_has_its_parameters_in_the_address_and_no_body()
    {
        await using var server = new LoopbackServer((_, _) => LoopbackServer.Json(Started));
        using var client = ClientOf(server);
        await client.DeleteContainerAsync("pve1", 100, force: true, purge: true, destroyUnreferencedDisks: true, Token);
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("DELETE /api2/json/nodes/pve1/lxc/100?force=1&purge=1&destroy-unreferenced-disks=1 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Type", request, StringComparison.Ordinal);
        AssertPlain(request);
    }

    [Fact]
    public async Task A_task_is_escaped_in_the_path()
    {
        await using var server = new LoopbackServer((_, _) => LoopbackServer.Json("""{"data":null}"""));
        using var client = ClientOf(server);
        await client.StopTaskAsync(Upid.Parse("UPID:pve2:0000006F:00067372:6B049E61:imgdel:110@local:root@pam!automation:"), Token);
        Assert.StartsWith(
            "DELETE /api2/json/nodes/pve2/tasks/UPID%3Apve2%3A0000006F%3A00067372%3A6B049E61%3Aimgdel%3A110%40local%3Aroot%40pam%21automation%3A ",
            Assert.Single(server.Requests),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dropped_change_is_ambiguous_and_never_repeated()
    {
        await using var server = new LoopbackServer((_, _) => null);
        using var client = ClientOf(server);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.StartAsync("pve1", 100, Token));
        Assert.Equal(("NotConnected", ClusterErrorKind.Connection, true), (error.ErrorId, error.Kind, error.IsAmbiguous));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("POST")]
    public async Task Not_even_on_a_connection_that_was_kept(string method)
    {
        await using var server = new LoopbackServer((_, number) => number == 1 ? LoopbackServer.Json(Version) : null);
        using var client = ClientOf(server);
        await client.GetVersionAsync(Token);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => method == "POST"
            ? client.StartAsync("pve1", 100, Token)
            : client.DeleteContainerAsync("pve1", 100, force: false, purge: false, destroyUnreferencedDisks: false, Token));
        Assert.True(error.IsAmbiguous);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_dropped_reading_is_repeated_once()
    {
        await using var server = new LoopbackServer((_, number) => number == 1 ? null : LoopbackServer.Json(Version));
        using var client = ClientOf(server);
        Assert.Equal("9.2", (await client.GetVersionAsync(Token)).Release);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 500\r\n\r\n{")]
    public async Task A_reading_dropped_twice_fails(string? answer)
    {
        await using var server = new LoopbackServer((_, _) => answer, hangsUp: true);
        using var client = ClientOf(server);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.GetVersionAsync(Token));
        Assert.Equal(("NotConnected", false), (error.ErrorId, error.IsAmbiguous));
        Assert.Contains("broke off", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_a_timeout()
    {
        await using var server = new LoopbackServer((_, _) => "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{");
        using var client = new ProxmoxClient(new ProxmoxEndpoint(server.Url, "root@pam!a", "secret-of-a") { RequestTimeout = TimeSpan.FromMilliseconds(300) });
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.GetVersionAsync(Token));
        Assert.Equal(("Timeout", ClusterErrorKind.Timeout, false), (error.ErrorId, error.Kind, error.IsAmbiguous));
    }

    [Fact]
    public async Task A_change_that_is_not_answered_in_time_is_ambiguous()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = new ProxmoxEndpoint(UrlOf(listener), "root@pam!a", "secret-of-a") { RequestTimeout = TimeSpan.FromMilliseconds(200) };
        using var client = new ProxmoxClient(endpoint);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.StopAsync("pve1", 100, Token));
        Assert.Equal(("Timeout", true), (error.ErrorId, error.IsAmbiguous));
    }

    [Fact]
    public async Task Cancelling_is_no_error_of_the_api()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new ProxmoxClient(new ProxmoxEndpoint(UrlOf(listener), "root@pam!a", "secret-of-a"));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        cancel.CancelAfter(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetVersionAsync(cancel.Token));
    }

    [Fact]
    public async Task Nobody_there_is_not_connected()
    {
        Uri url;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            url = UrlOf(listener);
        }

        using var client = new ProxmoxClient(new ProxmoxEndpoint(url, "root@pam!a", "secret-of-a"));
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.StartAsync("pve1", 100, Token));
        Assert.Equal(("NotConnected", false), (error.ErrorId, error.IsAmbiguous));
        Assert.Contains($"{url.Host}:{url.Port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("refused", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_name_is_not_connected()
    {
        using var client = new ProxmoxClient(new ProxmoxEndpoint(new Uri("https://nowhere.invalid:8006"), "root@pam!a", "secret-of-a"));
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.GetVersionAsync(Token));
        Assert.Equal("NotConnected", error.ErrorId);
        Assert.Contains("nowhere.invalid", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_certificate_is_refused_and_its_fingerprint_shown()
    {
        using var certificate = LoopbackServer.SelfSigned("pve1.example");
        await using var server = new LoopbackServer((_, _) => LoopbackServer.Json(Version), certificate);
        using var client = ClientOf(server);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.GetVersionAsync(Token));
        Assert.Equal(("UntrustedCertificate", ClusterErrorKind.Connection), (error.ErrorId, error.Kind));
        var fingerprint = string.Join(':', certificate.GetCertHashString(HashAlgorithmName.SHA256).Chunk(2).Select(pair => new string(pair)));
        Assert.Contains("issuer is not trusted", error.Message, StringComparison.Ordinal);
        Assert.Contains("not issued for the name 127.0.0.1", error.Message, StringComparison.Ordinal);
        Assert.Contains("Set-ClusterNode -CertificateFingerprint " + fingerprint, error.RecommendedAction!, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_pinned_or_unchecked_certificate_is_taken(bool isPinned, bool isUnchecked)
    {
        using var certificate = LoopbackServer.SelfSigned("pve1.example");
        await using var server = new LoopbackServer((_, _) => LoopbackServer.Json(Version), certificate);
        var endpoint = new ProxmoxEndpoint(server.Url, "root@pam!a", "secret-of-a")
        {
            CertificateFingerprint = isPinned ? certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant() : null,
            DisableTlsVerification = isUnchecked,
        };
        using var client = new ProxmoxClient(endpoint);
        Assert.Equal("9.2.11", (await client.GetVersionAsync(Token)).Version);
    }

    [Fact]
    public async Task A_pin_is_stronger_than_no_verification()
    {
        using var certificate = LoopbackServer.SelfSigned("pve1.example");
        await using var server = new LoopbackServer((_, _) => LoopbackServer.Json(Version), certificate);
        var endpoint = new ProxmoxEndpoint(server.Url, "root@pam!a", "secret-of-a")
        {
            CertificateFingerprint = string.Join(':', Enumerable.Repeat("ab", 32)),
            DisableTlsVerification = true,
        };
        using var client = new ProxmoxClient(endpoint);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.GetVersionAsync(Token));
        Assert.Equal("UntrustedCertificate", error.ErrorId);
        Assert.Contains("differs from the pinned one", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pool_shares_connections_and_its_clients_leave_them_alone()
    {
        await using var server = new LoopbackServer((_, _) => LoopbackServer.Json(Version));
        using var pool = new ProxmoxClientPool();
        var endpoint = new ProxmoxEndpoint(server.Url, "root@pam!a", "secret-of-a");
        for (var i = 0; i < 3; i++)
        {
            using var client = pool.Get(endpoint);
            await client.GetVersionAsync(Token);
        }

        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(1, server.ConnectionCount);
    }

    private static Uri UrlOf(TcpListener listener) => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    private static ProxmoxClient ClientOf(LoopbackServer server) => new(new ProxmoxEndpoint(server.Url, "root@pam!automation", Clients.Secret));

    private static void AssertPlain(string request)
    {
        Assert.DoesNotContain("Transfer-Encoding", request, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Expect:", request, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"\r\nAuthorization: PVEAPIToken=root@pam!automation={Clients.Secret}\r\n", request, StringComparison.Ordinal);
    }
}
