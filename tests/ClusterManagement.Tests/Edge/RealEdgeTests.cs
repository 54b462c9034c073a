using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using ClusterManagement.Tests.Support;
using ClusterManagement.TestServers;
using Xunit;
using static ClusterManagement.Tests.Databases.SampleRows;

namespace ClusterManagement.Tests.Edge;

/// <summary>Traffic through real proxies and a real dnsmasq with the files of a site.</summary>
public sealed class RealEdgeTests
{
    [Theory]
    [InlineData(EdgeDaemon.Nginx)]
    [InlineData(EdgeDaemon.Haproxy)]
    public async Task Http_services_answer_by_their_host_names_over_tls(EdgeDaemon proxy)
    {
        await using var lab = await EdgeLab.StartAsync(proxy);
        await lab.PublishAsync();

        var page = await lab.GetAsync("app.example.com", "/a?b=c");
        Assert.Equal((HttpStatusCode.OK, lab.Certificate.Thumbprint), (page.Status, page.Thumbprint));
        Assert.Equal(Told(lab, "/a?b=c"), page.Text);
        Assert.Equal(HttpStatusCode.OK, (await lab.GetAsync("app.example.com", version: HttpVersion.Version20)).Status);

        using var socket = await lab.OpenSocketAsync("app.example.com");
        Assert.Equal("hello", await EdgeLab.EchoAsync(socket, "hello"));
    }

    [Theory]
    [InlineData(EdgeDaemon.Nginx)]
    [InlineData(EdgeDaemon.Haproxy)]
    public async Task What_a_client_says_of_itself_is_not_passed_on(EdgeDaemon proxy)
    {
        await using var lab = await EdgeLab.StartAsync(proxy);
        await lab.PublishAsync();

        var answer = await AskOverTlsAsync(
            lab, "/", "app.example.com",
            "X-Real-IP: 6.6.6.6", "X-Forwarded-For: 6.6.6.6", "X_Forwarded_For: 6.6.6.6", "X-Forwarded-Host: evil.test", "X-Forwarded-Port: 1", "X-Forwarded-Proto: http",
            "Forwarded: for=6.6.6.6", "Proxy: http://6.6.6.6");
        Assert.EndsWith(Told(lab, "/"), answer.TrimEnd(), StringComparison.Ordinal);

        // An upgrade to anything but a web socket would be a tunnel past the proxy, also as one of several.
        foreach (var upgrade in new[] { "Upgrade: h2c", "Upgrade: websocket, h2c", "Upgrade: h2c,websocket", "Upgrade: websocket\r\nUpgrade: h2c", "Upgrade: h2c\r\nUpgrade: websocket" })
        {
            var heard = await AskOverTlsAsync(lab, "/", "app.example.com", upgrade, "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
            Assert.StartsWith("HTTP/1.1 ", heard, StringComparison.Ordinal);
            foreach (var hidden in new[] { "h2c", "HTTP2-Settings", "Connection=" }) Assert.DoesNotContain(hidden, heard, StringComparison.OrdinalIgnoreCase);
        }

        // The host that was asked for is the one the container hears of.
        Assert.DoesNotContain("evil.test", await AskOverTlsAsync(lab, "https://app.example.com/", "evil.test"), StringComparison.Ordinal);
        Assert.EndsWith(Told(lab, "/"), (await AskOverTlsAsync(lab, "/", "app.example.com.")).TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EdgeDaemon.Nginx)]
    [InlineData(EdgeDaemon.Haproxy)]
    public async Task Plain_http_leads_to_https_and_unknown_hosts_are_refused(EdgeDaemon proxy)
    {
        await using var lab = await EdgeLab.StartAsync(proxy);
        await lab.PublishAsync();

        Assert.StartsWith(
            $"HTTP/1.1 301 Moved Permanently\r\n", await RawAsync("app.example.com", "/x?y"), StringComparison.Ordinal);
        Assert.Contains($"Location: https://app.example.com:{lab.Options.HttpsPort}/x?y\r\n", await RawAsync("app.example.com", "/x?y"), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await RawAsync("unknown.example.com", "/"));
        await Assert.ThrowsAsync<HttpRequestException>(() => lab.GetAsync("unknown.example.com"));
        await using var known = new SslStream(await lab.OpenTcpAsync(lab.Options.HttpsPort), false, (_, _, _, _) => true);
        await known.AuthenticateAsClientAsync("app.example.com");
        Assert.StartsWith("HTTP/1.1 421 ", await AskAsync(known, "unknown.example.com", "/"), StringComparison.Ordinal);

        async Task<string> RawAsync(string host, string path)
        {
            await using var stream = await lab.OpenTcpAsync(lab.Options.HttpPort);
            return await AskAsync(stream, host, path);
        }

        static async Task<string> AskAsync(Stream stream, string host, string path)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), EdgeLab.Token);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            return await reader.ReadToEndAsync(EdgeLab.Token);
        }
    }

    [Theory]
    [InlineData(EdgeDaemon.Nginx)]
    [InlineData(EdgeDaemon.Haproxy)]
    public async Task Without_a_certificate_that_host_says_so_and_the_others_go_on(EdgeDaemon proxy)
    {
        await using var lab = await EdgeLab.StartAsync(proxy);
        await lab.Place.ExecuteAsync($"{DomainRow} (2, 'example.org', 1, {Stamped});" + Service(10, "http", port: lab.Backends.HttpPort) + $"{HttpRow} (10, 'http', '@', 2);");
        var context = new RecordingContext();
        await lab.Session.Edge.PublishAsync(lab.Request(), context);

        var page = await lab.GetAsync("example.org");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "example.org is not available yet: its domain has no certificate."), (page.Status, page.Text));
        Assert.Equal(HttpStatusCode.OK, (await lab.GetAsync("app.example.com")).Status);
        Assert.Contains(context.Warnings, warning => warning.Contains("Import-ClusterCertificate", StringComparison.Ordinal));

        var certificate = TestCertificate.Create(["example.org"], isRsa: true);
        await lab.ImportAsync("example.org", certificate);
        await lab.PublishAsync();
        Assert.Equal((HttpStatusCode.OK, certificate.Thumbprint), ((await lab.GetAsync("example.org")).Status, (await lab.GetAsync("example.org")).Thumbprint));
    }

    [Theory]
    [InlineData(EdgeDaemon.Nginx)]
    [InlineData(EdgeDaemon.Haproxy)]
    public async Task Tcp_passes_bytes_with_and_without_tls(EdgeDaemon proxy)
    {
        await using var lab = await EdgeLab.StartAsync(proxy);
        var (plain, tls) = (EdgeServer.FreePort(), EdgeServer.FreePort());
        await lab.Place.ExecuteAsync(
            $"UPDATE [TransportServices] SET [externalPort] = {plain};"
            + Service(20, "transport", port: lab.Backends.TcpPort) + $"{TransportRow} (20, 'transport', 'tcp', {tls}, TRUE);");
        await lab.PublishAsync();

        await using (var stream = await lab.OpenTcpAsync(plain)) Assert.Equal("plain", await EdgeLab.EchoAsync(stream, "plain"));
        await using (var stream = new SslStream(await lab.OpenTcpAsync(tls), false, (_, certificate, _, _) => certificate!.GetCertHashString() == lab.Certificate.Thumbprint))
        {
            await stream.AuthenticateAsClientAsync("db.example.com");
            Assert.Equal("secret", await EdgeLab.EchoAsync(stream, "secret"));
        }
    }

    [Fact]
    public async Task Udp_answers()
    {
        await using var lab = await EdgeLab.StartAsync();
        var udp = EdgeServer.FreePort();
        await lab.Place.ExecuteAsync(Service(21, "transport", port: lab.Backends.UdpPort) + $"{TransportRow} (21, 'transport', 'udp', {udp}, FALSE);");
        await lab.PublishAsync();

        // A session is one port to the container, however many workers there are.
        using var client = new UdpClient();
        client.Connect(EdgeLab.Address, udp);
        var answers = new List<string>();
        for (var i = 0; i < 40; i++) await client.SendAsync(Encoding.ASCII.GetBytes("datagram"), EdgeLab.Token);
        for (var i = 0; i < 40; i++) answers.Add(Encoding.ASCII.GetString((await client.ReceiveAsync(EdgeLab.Token)).Buffer));
        Assert.StartsWith("datagram from ", Assert.Single(answers.Distinct()), StringComparison.Ordinal);

        // A reload takes over where it was; the session is a new one.
        await lab.AddHostAsync();
        await lab.PublishAsync();
        await client.SendAsync(Encoding.ASCII.GetBytes("later"), EdgeLab.Token);
        Assert.StartsWith("later from ", Encoding.ASCII.GetString((await client.ReceiveAsync(EdgeLab.Token)).Buffer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dnsmasq_answers_names_reverses_and_services()
    {
        await using var lab = await EdgeLab.StartAsync();
        await lab.PublishAsync(lab.Request() with { Options = lab.Options with { Daemons = [EdgeDaemon.Nginx, EdgeDaemon.Dnsmasq] } });

        Assert.Equal("127.0.0.2", await lab.DigAsync("A", "web1.cluster.internal"));
        Assert.Equal("10.0.0.2", await lab.DigAsync("A", "pve1.cluster.internal"));
        Assert.Equal("web1.cluster.internal.", await lab.DigAsync("-x", "127.0.0.2"));
        Assert.Equal("pve1.cluster.internal.", await lab.DigAsync("-x", "10.0.0.2"));
        Assert.Equal("0 0 80 web1.cluster.internal.", await lab.DigAsync("SRV", "_ldap._tcp.cluster.internal"));

        await lab.Session.Services.RemoveAsync(new ServiceIdentity(3), new RecordingContext());
        await lab.PublishAsync(lab.Request() with { Options = lab.Options with { Daemons = [EdgeDaemon.Nginx, EdgeDaemon.Dnsmasq] } });
        Assert.Empty(await lab.DigAsync("SRV", "_ldap._tcp.cluster.internal"));
    }

    [Theory]
    [InlineData(EdgeDaemon.Nginx)]
    [InlineData(EdgeDaemon.Haproxy)]
    public async Task What_is_removed_stops_answering_and_the_connections_of_the_others_survive(EdgeDaemon proxy)
    {
        await using var lab = await EdgeLab.StartAsync(proxy);
        await lab.Place.ExecuteAsync(Service(10, "http", port: lab.Backends.HttpPort) + $"{HttpRow} (10, 'http', 'b', 1);");
        var port = Convert.ToInt32(await lab.Place.ScalarAsync("SELECT [externalPort] FROM [TransportServices]"), null);
        await lab.PublishAsync();
        using var socket = await lab.OpenSocketAsync("app.example.com");
        await using var stream = await lab.OpenTcpAsync(port);
        Assert.Equal("one", await EdgeLab.EchoAsync(socket, "one"));
        Assert.Equal("one", await EdgeLab.EchoAsync(stream, "one"));
        Assert.Equal(HttpStatusCode.OK, (await lab.GetAsync("b.example.com")).Status);

        await lab.Session.Services.RemoveAsync(new ServiceIdentity(10), new RecordingContext());
        await lab.Session.Services.RemoveAsync(new ServiceIdentity(2), new RecordingContext());
        Assert.Equal(PublicationState.Published, (await lab.PublishAsync()).State);

        await Assert.ThrowsAsync<HttpRequestException>(() => lab.GetAsync("b.example.com"));
        await Assert.ThrowsAsync<SocketException>(() => lab.OpenTcpAsync(port));
        Assert.Equal("two", await EdgeLab.EchoAsync(socket, "two"));
        Assert.Equal("two", await EdgeLab.EchoAsync(stream, "two"));
        Assert.Equal(HttpStatusCode.OK, (await lab.GetAsync("app.example.com")).Status);
    }

    // What a container hears of a request.
    private static string Told(EdgeLab lab, string path) => string.Join(
        '\n', path, $"Host=app.example.com:{lab.Options.HttpsPort}", "X-Real-IP=127.0.0.1", "X-Forwarded-For=127.0.0.1",
        $"X-Forwarded-Host=app.example.com:{lab.Options.HttpsPort}", $"X-Forwarded-Port={lab.Options.HttpsPort}", "X-Forwarded-Proto=https");

    private static async Task<string> AskOverTlsAsync(EdgeLab lab, string target, string host, params string[] headers)
    {
        await using var stream = new SslStream(await lab.OpenTcpAsync(lab.Options.HttpsPort), false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync("app.example.com");
        var connection = headers.Any(header => header.StartsWith("Upgrade", StringComparison.Ordinal)) ? "Upgrade, HTTP2-Settings, X-Real-IP" : "close, X-Real-IP";
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: {connection}\r\n{string.Concat(headers.Select(header => $"{header}\r\n"))}\r\n"), EdgeLab.Token);
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsWhole(answer.ToString()) && await stream.ReadAsync(buffer, EdgeLab.Token) is var count and > 0) answer.Append(Encoding.ASCII.GetString(buffer, 0, count));
        return answer.ToString().Replace("\r\n0\r\n", string.Empty, StringComparison.Ordinal);
    }

    // True for an answer that is there with its whole body.
    private static bool IsWhole(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0 || answer.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal)) return end >= 0;
        var (headers, body) = (answer[..end].Split("\r\n"), answer[(end + 4)..]);
        var length = headers.FirstOrDefault(header => header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return length is not null ? body.Length >= int.Parse(length.Split(':')[1], CultureInfo.InvariantCulture) : body.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal);
    }
}
