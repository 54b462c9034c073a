namespace ClusterManagement.ModuleTests.Input;

/// <summary>Values that services and ports refuse.</summary>
/// <param name="cluster">The cluster.</param>
public sealed class ServiceInputTests(BadInputCluster cluster) : RefusalTests(cluster), IClassFixture<BadInputCluster>
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65536)]
    [InlineData(int.MaxValue)]
    public void Ports(int value)
    {
        AssertRefused($"Add-HttpService -Container web1 -Port {value} -Domain example.com", "Port", $"{value}");
        AssertRefused($"Add-TransportService -Container web1 -Port {value} -Protocol tcp", "Port", $"{value}");
        AssertRefused($"Add-DnsService -Container web1 -Port {value} -ServiceName _ldap._tcp", "Port", $"{value}");
        AssertRefused($"Add-TransportService -Container web1 -Port 22 -Protocol udp -ExternalPort {value}", "ExternalPort", $"{value}");
    }

    [Theory]
    [InlineData("app_1")]
    [InlineData("-app")]
    [InlineData("a..b")]
    [InlineData("*.app")]
    [InlineData("app/x")]
    [InlineData(" ")]
    [InlineData("app\nlocation")]
    [InlineData("app; return 200")]
    public void Host_names(string value) =>
        AssertRefused($"Add-HttpService -Container web1 -Port 80 -Domain example.com -Hostname {Quote(value)}", "Hostname", Shown(value));

    [Theory]
    [InlineData("ldap._tcp")]
    [InlineData("_ldap.tcp")]
    [InlineData("_ldap")]
    [InlineData("_ldap._sctp")]
    [InlineData("_averyveryverylongname._tcp")]
    [InlineData("_ldap-._tcp")]
    [InlineData("_123._tcp")]
    [InlineData("_ldap._tcp\n")]
    [InlineData("_ldap._tcp,evil")]
    public void Service_names(string value) =>
        AssertRefused($"Add-DnsService -Container web1 -Port 389 -ServiceName {Quote(value)}", "ServiceName", Shown(value));

    [Theory]
    [InlineData("Add-TransportService -Container web1 -Port 53 -Protocol udp -UseTls", "UseTls", "True")]
    [InlineData("Add-HttpService -Container web1 -Port 80 -Domain two.example", "Domain", "two.example")]
    [InlineData("Remove-ClusterService web1 -Confirm:$false", "Service", "web1")]
    public void Combinations(string script, string parameter, string shown) => AssertRefused(script, parameter, shown);
}
