using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Input;

/// <summary>Pools that have nothing left.</summary>
public sealed class ExhaustionTests : IDisposable
{
    private readonly ClusterSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("-NoProvision")]
    [InlineData("-Template debian-12")]
    public void A_full_range_says_so_with_its_size(string arguments)
    {
        _session.Invoke("Set-ClusterSite dc1 -DhcpRange 10.0.0.100-10.0.0.101; Set-ClusterNode pve2 -Ipv4Address 10.0.0.101").Succeeded();
        _session.Register("pve1", "web1");

        var error = _session.Invoke($"New-ClusterContainer web2 -Node pve1 {arguments}").FailedWith("PoolExhausted", ErrorCategory.LimitsExceeded);

        Assert.Contains("10.0.0.100-10.0.0.101", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("dc1", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("all 2 are taken", error.ToString(), StringComparison.Ordinal);
        Assert.Equal((1, 0), (_session.Rows, _session.RemoteContainers));
        Assert.Equal("10.0.0.9", _session.Invoke("New-ClusterContainer web2 -Node pve1 -NoProvision -Ipv4Address 10.0.0.9").Single.Text("Ipv4Address"));
    }

    [Fact]
    public void A_full_port_pool_says_so_with_its_size()
    {
        _session.Register("pve1", "web1");
        FillPorts();

        var error = _session.Invoke("Add-TransportService -Container web1 -Port 22 -Protocol tcp").FailedWith("PoolExhausted", ErrorCategory.LimitsExceeded);

        Assert.Contains("2000-65535", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("63536", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("udp/2000", _session.Invoke("Add-TransportService -Container web1 -Port 22 -Protocol udp").Single.Text("Endpoint"));
    }

    [Fact]
    public void A_search_for_more_ports_than_there_are_says_so()
    {
        var result = _session.Invoke("Find-ClusterPort -MinimumPort 3000 -MaximumPort 3002 -Count 4");

        var error = result.FailedWith("PoolExhausted", ErrorCategory.LimitsExceeded);
        Assert.Contains("3000-3002 has 3 free ports, and 4 were asked for", error.ToString(), StringComparison.Ordinal);
    }

    private void FillPorts()
    {
        // One real service is the pattern for all the others, so that the columns need not be known here.
        _session.Invoke("$null = Add-TransportService -Container web1 -Port 22 -Protocol tcp -ExternalPort 2000").Succeeded();
        DatabaseDump.Multiply(_session.Database, 2001, 65535);
    }
}
