using System.Text;
using System.Text.RegularExpressions;
using ClusterManagement.Engine.Edge.Model;
using ClusterManagement.Engine.Edge.Publishing;
using ClusterManagement.Engine.Edge.Rendering;
using ClusterManagement.Tests.Support;
using ClusterManagement.TestServers;
using Xunit;

namespace ClusterManagement.Tests.Edge;

/// <summary>Ten thousand sites whose names and values are past all validation: the daemons take the files, and nothing is in them that the templates did not write.</summary>
public sealed partial class HostileNamesTests
{
    private const int Sites = 10_000;

    // Its check reads certificates anew for each host, and takes four times as long as the others'.
    private const int HaproxyEach = 20;

    private static readonly EdgeOptions Options = new() { Daemons = [EdgeDaemon.Nginx, EdgeDaemon.Dnsmasq, EdgeDaemon.Haproxy], HttpPort = 18080, HttpsPort = 18443, DnsPort = 15353 };
    private static readonly TestCertificate Certificate = TestCertificate.Create(["example.com"]);

    // What one plain host with one plain service of each sort gives: every directive there is a template for, in its block.
    private static readonly HashSet<string> Directives = [.. Shapes(Plain())];

    [Fact]
    public async Task The_daemons_take_every_site_and_no_directive_comes_from_a_name()
    {
        ServerPolicy.Require(NginxServer.Missing ?? DnsmasqServer.Missing ?? HaproxyServer.Missing);
        using var folder = new TemporaryFolder(inMemory: true);
        var (served, leftOut, refused) = (0, 0, 0);
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(worker => Task.Run(async () =>
        {
            // Each site is written over the one before it, as a site is over its own past.
            var place = folder.File($"edge{worker}");
            var scratch = Directory.CreateDirectory(folder.File($"scratch{worker}")).FullName;
            for (var number = Interlocked.Increment(ref next); number <= Sites; number = Interlocked.Increment(ref next))
            {
                if (Render(number) is not { } files)
                {
                    Interlocked.Increment(ref refused);
                    continue;
                }

                AssertShapes(number, files);
                var writer = new FolderWriter(place);
                writer.Apply("x", files, writer.Plan(files, force: false), _ => { }, TestContext.Current.CancellationToken);
                foreach (var controller in EdgeControllers.Of(files.Marks.Keys).Where(controller => controller.Daemon != EdgeDaemon.Haproxy || number % HaproxyEach == 0))
                {
                    var problem = await controller.CheckAsync(place, scratch, TestContext.Current.CancellationToken);
                    Assert.True(problem is null, $"Site {number}, {controller.Daemon}: {problem}");
                }

                Interlocked.Add(ref served, files.All.Count(file => file.Name.StartsWith("nginx/http/", StringComparison.Ordinal)));
                Interlocked.Add(ref leftOut, files.Notes.Count);
            }
        })));

        // All sorts were there.
        Assert.True(served > Sites, $"{served} hosts were served.");
        Assert.True(leftOut > Sites, $"{leftOut} values were left out.");
        Assert.InRange(refused, Sites / 100, Sites / 4);
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

    // A site whose own values are none is refused as a whole.
    private static EdgeFiles? Render(int number)
    {
        var site = new RandomSite(number).Make(Certificate);
        try
        {
            return EdgeRenderers.Render(site, Options);
        }
        catch (ClusterException exception)
        {
            Assert.True(exception.Kind == ClusterErrorKind.InvalidValue, $"Site {number}: {exception}");
            return null;
        }
    }

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

    private static void AssertShapes(int number, EdgeFiles files)
    {
        foreach (var shape in Shapes(files)) Assert.True(Directives.Contains(shape), $"Site {number}: {shape}");
        foreach (var line in Lines(files, "dnsmasq/dnsmasq.conf")) Assert.True(DnsmasqLine().IsMatch(line), $"Site {number}: {line}");
        foreach (var line in Lines(files, "haproxy/hosts.map")) Assert.True(MapLine().IsMatch(line), $"Site {number}: {line}");
        foreach (var line in Lines(files, "haproxy/crt.list")) Assert.True(CertificateLine().IsMatch(line), $"Site {number}: {line}");
        foreach (var file in files.All) Assert.True(EdgeFileName().IsMatch(file.Name), $"Site {number}: {file.Name}");
        foreach (var note in files.Notes) Assert.False(note.Any(char.IsControl), $"Site {number}: {note}");
    }

    // Where a directive stands, its name, and its values with what may vary taken out.
    private static IEnumerable<string> Shapes(EdgeFiles files)
    {
        var nginx =
            from file in files.All
            where file.Name.StartsWith("nginx/", StringComparison.Ordinal) && file.Name.EndsWith(".conf", StringComparison.Ordinal)
            let kind = file.Name.StartsWith("nginx/http/", StringComparison.Ordinal) ? "host" : file.Name
            from directive in NginxFile.Parse(Encoding.UTF8.GetString(file.Content.Span))
            select $"{kind} {directive.Path} {Varying().Replace(string.Join(' ', directive.Words), "X")}";
        return nginx.Concat(Lines(files, "haproxy/haproxy.cfg").Select(line => Varying().Replace(line, "X")));
    }

    // The lines of a file without the comment that begins it.
    private static IEnumerable<string> Lines(EdgeFiles files, string name) =>
        Encoding.UTF8.GetString(files.All.Single(file => file.Name == name).Content.Span)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .SkipWhile((line, i) => i == 0 && line.StartsWith("# Site ", StringComparison.Ordinal));

    [GeneratedRegex(
        @"(?<=^server_name )[a-z0-9_.-]+$|(?<=^include http/)[a-z0-9_.%-]+(?=\.conf$)|(?<=https?://)[a-z0-9_.-]+(?=[:$])|(?<=certs/)[a-z0-9_.%-]+(?=\.(crt|key|pem)$)|"
        + @"(?<=^return 503 )[a-z0-9_.-]+|(?<=^return 200 )[0-9a-f]+|(?<=EDGE_VERSION )[0-9a-f]+$|(?<=^backend host-)[a-z0-9_.-]+$|[0-9]+")]
    private static partial Regex Varying();

    [GeneratedRegex(
        @"^(port=15353|local-service|no-hosts|no-resolv|no-poll|domain-needed|bogus-priv|domain=[a-z0-9_.-]+|local=/[a-z0-9_.-]+/|server=[0-9.]+|dhcp-authoritative|dhcp-range=[0-9.]+,[0-9.]+,[0-9.]+,12h|"
        + @"dhcp-option=option:router,[0-9.]+|dhcp-ignore=tag:!known|dhcp-host=[0-9a-f:]{17},[0-9.]+|host-record=[a-z0-9_.-]+(,[a-z0-9_-]+)?,[0-9.]+|"
        + @"srv-host=[a-z0-9_.-]+,[a-z0-9_.-]+,[0-9]+|txt-record=edge-version\.[a-z0-9_.-]+,[0-9a-f]{16})$")]
    private static partial Regex DnsmasqLine();

    [GeneratedRegex("^(?<host>[a-z0-9_.-]+) (unready|host-\\k<host>)$")]
    private static partial Regex MapLine();

    [GeneratedRegex("^certs/[a-z0-9_.%-]+\\.pem [a-z0-9_.-]+$")]
    private static partial Regex CertificateLine();

    [GeneratedRegex("^[a-z]+/([a-z]+/)?[a-z0-9._%-]+$")]
    private static partial Regex EdgeFileName();
}
