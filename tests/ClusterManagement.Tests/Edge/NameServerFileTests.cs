using System.Net;
using System.Text;
using ClusterManagement.Engine.Edge.Model;
using ClusterManagement.Engine.Edge.Rendering;
using Xunit;

namespace ClusterManagement.Tests.Edge;

/// <summary>What stands in dnsmasq's file.</summary>
public sealed class NameServerFileTests
{
    [Fact]
    public void What_listens_everywhere_answers_its_own_subnets_only()
    {
        var lines = Lines(Site("9.9.9.9"), new EdgeOptions());

        Assert.Contains("local-service", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("listen-address", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("203.0.113.5", "10.0.0.2", "10.0.0.2")]
    [InlineData("10.0.0.2,fd00::2", "", "10.0.0.2,fd00::2")]
    [InlineData("203.0.113.5,10.0.0.2,2001:db8::1", "", "10.0.0.2")]
    [InlineData("203.0.113.5", "", "")]
    [InlineData("203.0.113.5,127.0.0.1", "", "")]
    [InlineData("127.0.0.3", "", "127.0.0.3")]
    [InlineData("0.0.0.0", "", "")]
    [InlineData("10.0.0.2,::", "", "")]
    [InlineData("10.0.0.2", "0.0.0.0", "")]
    [InlineData("10.0.0.2", "203.0.113.5", "203.0.113.5")]
    public void Only_an_address_named_for_it_is_a_public_one(string proxy, string own, string expected)
    {
        var files = EdgeRenderers.Render(
            Site("9.9.9.9"), new EdgeOptions { Daemons = [EdgeDaemon.Dnsmasq], ListenAddresses = Addresses(proxy), DnsListenAddresses = Addresses(own) });

        var lines = Lines(files);
        Assert.Equal(
            expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(address => $"listen-address={address}"),
            lines.Where(line => line.StartsWith("listen-address", StringComparison.Ordinal)));
        Assert.Equal(expected.Length == 0, lines.Contains("local-service"));
        Assert.Equal(own == "203.0.113.5", files.Notes.Any(note => note.Contains("answers everybody who reaches 203.0.113.5", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_name_is_one_address_and_none_takes_a_name_that_programs_ask_for()
    {
        var files = EdgeRenderers.Render(Site("9.9.9.9"), new EdgeOptions { Daemons = [EdgeDaemon.Dnsmasq] });

        Assert.Equal(
            ["host-record=pve1.cluster.internal,pve1,10.0.0.3", "host-record=localhost.cluster.internal,10.0.0.11", "host-record=web1.cluster.internal,web1,10.0.0.13"],
            Lines(files).Where(line => line.StartsWith("host-record", StringComparison.Ordinal)));
        Assert.Contains(files.Notes, note => note.Contains("10.0.0.12 is left out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("203.0.113.5", "", true)]
    [InlineData("203.0.113.5,127.0.0.1", "", true)]
    [InlineData("203.0.113.5", "0.0.0.0", false)]
    [InlineData("203.0.113.5,10.0.0.2", "", false)]
    [InlineData("0.0.0.0", "", false)]
    [InlineData("127.0.0.3", "", false)]
    [InlineData("", "", false)]
    public void Public_addresses_alone_leave_it_without_one(string proxy, string own, bool isMissing) =>
        Assert.Equal(isMissing, new EdgeOptions { ListenAddresses = Addresses(proxy), DnsListenAddresses = Addresses(own) }.IsNameAddressMissing);

    [Fact]
    public void A_network_that_cannot_be_is_an_error_of_the_site()
    {
        var error = Assert.Throws<ClusterException>(() => Lines(Site("10.9.0.1-10.9.0.2", ["9.9.9.9"]), new EdgeOptions()));

        Assert.Equal(("ConfigurationInvalid", "Correct it with Set-ClusterSite."), (error.ErrorId, error.RecommendedAction));
    }

    [Fact]
    public void A_site_without_forwarders_is_told_of() =>
        Assert.Contains(EdgeRenderers.Render(Site(), new EdgeOptions()).Notes, note => note.Contains("-DnsForwarders", StringComparison.Ordinal));

    private static IPAddress[] Addresses(string texts) => [.. texts.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse)];

    private static EdgeSite Site(params string[] forwarders) => Site("10.0.0.10-10.0.0.20", forwarders);

    private static EdgeSite Site(string range, string[] forwarders) => new()
    {
        Name = "dc1",
        InternalDomain = "cluster.internal",
        DhcpRange = range,
        SubnetMask = "255.255.255.0",
        Gateway = "10.0.0.1",
        DnsForwarders = forwarders,
        Nodes = [new EdgeNode("PVE1", "10.0.0.3")],
        Containers = [new("localhost", "bc:24:11:00:00:01", "10.0.0.11"), new("pve1", "bc:24:11:00:00:02", "10.0.0.12"), new("web1", "bc:24:11:00:00:03", "10.0.0.13")],
    };

    private static string[] Lines(EdgeSite site, EdgeOptions options) => Lines(EdgeRenderers.Render(site, options with { Daemons = [EdgeDaemon.Dnsmasq] }));

    private static string[] Lines(EdgeFiles files) => Encoding.UTF8.GetString(files.All.Single().Content.Span).Split('\n');
}
