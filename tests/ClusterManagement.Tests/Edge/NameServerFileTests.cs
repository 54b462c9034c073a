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

    [Fact]
    public void Its_addresses_are_its_own_or_else_the_proxys()
    {
        var (outside, inside) = (IPAddress.Parse("203.0.113.5"), IPAddress.Parse("10.0.0.2"));

        Assert.Contains("listen-address=203.0.113.5", Lines(Site("9.9.9.9"), new EdgeOptions { ListenAddresses = [outside] }));
        var lines = Lines(Site("9.9.9.9"), new EdgeOptions { ListenAddresses = [outside], DnsListenAddresses = [inside] });
        Assert.Equal(["listen-address=10.0.0.2"], lines.Where(line => line.StartsWith("listen-address", StringComparison.Ordinal)));
        Assert.DoesNotContain("local-service", lines);
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

    [Fact]
    public void A_site_without_forwarders_is_told_of() =>
        Assert.Contains(EdgeRenderers.Render(Site(), new EdgeOptions()).Notes, note => note.Contains("-DnsForwarders", StringComparison.Ordinal));

    private static EdgeSite Site(params string[] forwarders) => new()
    {
        Name = "dc1",
        InternalDomain = "cluster.internal",
        DhcpRange = "10.0.0.10-10.0.0.20",
        SubnetMask = "255.255.255.0",
        Gateway = "10.0.0.1",
        DnsForwarders = forwarders,
        Nodes = [new EdgeNode("PVE1", "10.0.0.3")],
        Containers = [new("localhost", "bc:24:11:00:00:01", "10.0.0.11"), new("pve1", "bc:24:11:00:00:02", "10.0.0.12"), new("web1", "bc:24:11:00:00:03", "10.0.0.13")],
    };

    private static string[] Lines(EdgeSite site, EdgeOptions options) => Lines(EdgeRenderers.Render(site, options with { Daemons = [EdgeDaemon.Dnsmasq] }));

    private static string[] Lines(EdgeFiles files) => Encoding.UTF8.GetString(files.All.Single().Content.Span).Split('\n');
}
