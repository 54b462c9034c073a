using System.Text;
using System.Text.RegularExpressions;
using ClusterManagement.Engine.Edge.Model;
using ClusterManagement.Engine.Edge.Publishing;
using ClusterManagement.Engine.Edge.Rendering;
using ClusterManagement.Tests.Support;
using ClusterManagement.TestServers;
using Xunit;

namespace ClusterManagement.Tests.Edge;

/// <summary>Ten thousand names, many of them hostile and past all validation: the daemons take the files, and nothing is in them that the templates did not write.</summary>
public sealed partial class HostileNamesTests
{
    private const int Sites = 40;
    private const int NamesPerSite = 250;

    private static readonly EdgeOptions Options = new() { Daemons = [EdgeDaemon.Nginx, EdgeDaemon.Dnsmasq, EdgeDaemon.Haproxy], HttpPort = 18080, HttpsPort = 18443, DnsPort = 15353 };
    private static readonly TestCertificate Certificate = TestCertificate.Create(["example.com"]);

    // What one plain host with one plain service of each sort gives: every directive there is a template for, in its block.
    private static readonly HashSet<string> Directives = [.. Shapes(Plain())];

    [Fact]
    public async Task The_daemons_take_every_site_and_no_directive_comes_from_a_name()
    {
        ServerPolicy.Require(NginxServer.Missing ?? DnsmasqServer.Missing ?? HaproxyServer.Missing);
        using var folder = new TemporaryFolder();
        var random = new RandomSites(20261128);
        var (served, leftOut) = (0, 0);
        for (var i = 0; i < Sites; i++)
        {
            var site = random.Next(NamesPerSite, Certificate);
            var files = EdgeRenderers.Render(site, Options);
            var place = folder.File($"site{i}");
            var writer = new FolderWriter(place);
            writer.Apply("x", files, writer.Plan(files, force: false), _ => { }, TestContext.Current.CancellationToken);

            Assert.All(await EdgeCheck.RunAsync(place, files.Marks.Keys, TestContext.Current.CancellationToken), result => Assert.True(result.IsValid, $"Site {i}: {result.Message}"));
            Assert.All(Shapes(files), shape => Assert.Contains(shape, Directives));
            AssertDnsmasq(Text(files, "dnsmasq/dnsmasq.conf"));
            Assert.All(files.All, file => Assert.Matches("^[a-z]+/([a-z]+/)?[a-z0-9._%-]+$", file.Name));
            Assert.All(files.Notes, note => Assert.DoesNotContain(note, char.IsControl));
            served += files.All.Count(file => file.Name.StartsWith("nginx/http/", StringComparison.Ordinal));
            leftOut += files.Notes.Count;
            Directory.Delete(place, recursive: true);
        }

        // Both sorts were there.
        Assert.InRange(served, Sites * NamesPerSite / 4, Sites * NamesPerSite);
        Assert.True(leftOut > Sites * 10, $"{leftOut} values were left out.");
    }

    [Theory]
    [InlineData("app.example.com", true)]
    [InlineData("a_b.example.com", true)]
    [InlineData("1.2.3.4", false)]
    [InlineData("~^.*$", false)]
    [InlineData("*.example.com", false)]
    [InlineData(".example.com", false)]
    [InlineData("a..b", false)]
    [InlineData("a.b.", false)]
    [InlineData("-a.b", false)]
    [InlineData("a-.b", false)]
    [InlineData("App.example.com", false)]
    [InlineData("a b", false)]
    [InlineData("a;b", false)]
    [InlineData("a,b", false)]
    [InlineData("", false)]
    public void A_host_name_stands_as_it_is_or_not_at_all(string name, bool isSafe) => Assert.Equal(isSafe, HostName.IsSafe(name));

    [Theory]
    [InlineData("app.example.com", "app.example.com")]
    [InlineData("../../etc/passwd", "%2e.%2f..%2fetc%2fpasswd")]
    [InlineData(".hidden", "%2ehidden")]
    [InlineData("a%b", "a%25b")]
    [InlineData("Caps", "%43aps")]
    public void A_file_name_stays_in_its_folder(string text, string expected) => Assert.Equal(expected, FileName.Encode(text));

    private static EdgeFiles Plain()
    {
        return EdgeRenderers.Render(
            new EdgeSite
            {
                Name = "dc1",
                InternalDomain = "cluster.internal",
                DhcpRange = "10.1.0.10-10.1.0.20",
                SubnetMask = "255.255.0.0",
                Gateway = "10.1.0.1",
                HttpServices = [new("app", "example.com", "c", "10.1.0.10", 80), new("app", "example.org", "c", "10.1.0.10", 80)],
                TransportServices = [new(TransportProtocol.Tcp, 2000, false, "c", "10.1.0.10", 1), new(TransportProtocol.Tcp, 2001, true, "c", "10.1.0.10", 2), new(TransportProtocol.Udp, 2000, false, "c", "10.1.0.10", 3)],
                Certificates = [new("example.com", Certificate.Certificate, new SecretText(Certificate.Key), ["*.example.com"], DateTime.MaxValue)],
            },
            Options);
    }

    // Where a directive stands, its name, and its values with what may vary taken out.
    private static IEnumerable<string> Shapes(EdgeFiles files) =>
        from file in files.All
        where file.Name.StartsWith("nginx/", StringComparison.Ordinal) && file.Name.EndsWith(".conf", StringComparison.Ordinal)
        let kind = file.Name.StartsWith("nginx/http/", StringComparison.Ordinal) ? "host" : file.Name
        from directive in NginxFile.Parse(Encoding.UTF8.GetString(file.Content.Span))
        select $"{kind} {directive.Path} {Varying().Replace(string.Join(' ', directive.Words), "X")}";

    private static void AssertDnsmasq(string text)
    {
        Assert.All(text.TrimEnd('\n').Split('\n').Skip(1), line => Assert.Matches(DnsmasqLine(), line));
        Assert.StartsWith("# Site ", text, StringComparison.Ordinal);
    }

    private static string Text(EdgeFiles files, string name) => Encoding.UTF8.GetString(files.All.Single(file => file.Name == name).Content.Span);

    [GeneratedRegex(@"(?<=^server_name )[a-z0-9_.-]+$|(?<=^include http/)[a-z0-9_.%-]+(?=\.conf$)|(?<=https?://)[a-z0-9_.-]+(?=[:$])|(?<=certs/)[a-z0-9_.%-]+(?=\.(crt|key)$)|(?<=^return 503 )[a-z0-9_.-]+|(?<=^return 200 )[0-9a-f]+|[0-9]+")]
    private static partial Regex Varying();

    [GeneratedRegex(@"^(port=15353|no-hosts|no-resolv|no-poll|domain-needed|bogus-priv|domain=cluster\.internal|local=/cluster\.internal/|server=[0-9.]+|dhcp-authoritative|dhcp-range=[0-9.]+,[0-9.]+,[0-9.]+,12h|dhcp-option=option:router,[0-9.]+|dhcp-ignore=tag:!known|dhcp-host=[0-9a-f:]{17},[0-9.]+|host-record=[a-z0-9_-]+\.cluster\.internal,[a-z0-9_-]+,[0-9.]+|srv-host=[a-z0-9_.-]+\.cluster\.internal,[a-z0-9_-]+\.cluster\.internal,[0-9]+|txt-record=edge-version\.cluster\.internal,[0-9a-f]{16})$")]
    private static partial Regex DnsmasqLine();
}
