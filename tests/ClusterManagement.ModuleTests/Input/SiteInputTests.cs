namespace ClusterManagement.ModuleTests.Input;

/// <summary>Values that sites refuse.</summary>
/// <param name="cluster">The cluster.</param>
public sealed class SiteInputTests(BadInputCluster cluster) : RefusalTests(cluster), IClassFixture<BadInputCluster>
{
    private const string Good = "-InternalDomain a.internal -DhcpRange 10.9.0.100-10.9.0.200 -SubnetMask 255.255.255.0 -Gateway 10.9.0.1";

    [Theory]
    [InlineData("New-ClusterSite '-dc' " + Good, "Name", "-dc")]
    [InlineData("New-ClusterSite '123' " + Good, "Name", "123")]
    [InlineData("New-ClusterSite 'a/b' " + Good, "Name", "a/b")]
    [InlineData("New-ClusterSite \"dc`n3\" " + Good, "Name", "dc\uFFFD3")]
    [InlineData("New-ClusterSite ($tooLong + 'a') " + Good, "Name", "aaa")]
    [InlineData("Set-ClusterSite dc1 -NewName 'x*y'", "NewName", "x*y")]
    [InlineData("Set-ClusterSite dc1 -NewName $null", "NewName", "''")]
    [InlineData("Set-ClusterSite dc1 -NewName ''", "NewName", "''")]
    public void Names(string script, string parameter, string shown) => AssertRefused(script, parameter, shown);

    [Theory]
    [InlineData("internal")]
    [InlineData("a..internal")]
    [InlineData("-a.internal")]
    [InlineData("a.internal-")]
    [InlineData("a_b.internal")]
    [InlineData("10.0.0.1")]
    [InlineData("ünter.internal")]
    [InlineData("a.internal\nb.internal")]
    [InlineData(".")]
    public void Internal_domains(string value)
    {
        AssertRefused(New("InternalDomain", value), "InternalDomain", Shown(value));
        AssertRefused($"Set-ClusterSite dc1 -InternalDomain {Quote(value)}", "InternalDomain", Shown(value));
    }

    [Theory]
    [InlineData("10.9.0.100")]
    [InlineData("10.9.0.200-10.9.0.100")]
    [InlineData("10.9.0.100-10.9.1.200")]
    [InlineData("10.9.0.0-10.9.0.20")]
    [InlineData("10.9.0.100-10.9.0.255")]
    [InlineData("10.9.0.100-10.9.0.256")]
    [InlineData("10.9.0.0100-10.9.0.200")]
    [InlineData("10.9.0.100-10.9.0.200-10.9.0.210")]
    [InlineData("127.0.0.2-127.0.0.9")]
    [InlineData("224.0.0.2-224.0.0.9")]
    [InlineData("fe80::1-fe80::2")]
    [InlineData("10.9.0.100-10.9.0.200\nx")]
    public void Ranges(string value) => AssertRefused(New("DhcpRange", value), "DhcpRange", value.Split('-')[0]);

    [Theory]
    [InlineData("255.0.255.0")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("255.255.255.254")]
    [InlineData("/0")]
    [InlineData("/31")]
    [InlineData("/33")]
    [InlineData("24")]
    [InlineData("255.255.255")]
    [InlineData("255.255.255.0\n")]
    public void Masks(string value) => AssertRefused(New("SubnetMask", value), "SubnetMask", Shown(value));

    [Theory]
    [InlineData("10.9.0.150", "outside -DhcpRange")]
    [InlineData("10.9.0.100", "outside -DhcpRange")]
    [InlineData("10.9.1.1", "in the subnet of")]
    [InlineData("10.9.0.0", "in the subnet of")]
    [InlineData("10.9.0.255", "in the subnet of")]
    [InlineData("127.0.0.1", "unicast")]
    [InlineData("gateway", "four decimal parts")]
    [InlineData("10.9.0.1\n", "four decimal parts")]
    public void Gateways(string value, string allowed)
    {
        var error = AssertRefused(New("Gateway", value), "Gateway", Shown(value));

        Assert.Contains(allowed, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set-ClusterSite dc1 -Gateway 10.0.0.150", "Gateway", "10.0.0.150")]
    [InlineData("Set-ClusterSite dc1 -DhcpRange 10.0.5.1-10.0.5.9", "Gateway", "10.0.0.1")]
    [InlineData("Set-ClusterSite dc1 -DhcpRange 10.0.0.1-10.0.0.9", "Gateway", "10.0.0.1")]
    [InlineData("Set-ClusterSite dc1 -SubnetMask /28", "DhcpRange", "10.0.0.100-10.0.0.200")]
    [InlineData("Set-ClusterSite dc1 -SubnetMask 255.0.255.0", "SubnetMask", "255.0.255.0")]
    [InlineData("Set-ClusterSite dc1 -DhcpRange $null", "DhcpRange", "''")]
    public void A_change_is_checked_against_what_stays(string script, string parameter, string shown) => AssertRefused(script, parameter, shown);

    [Theory]
    [InlineData("1.1.1")]
    [InlineData("dns.example")]
    [InlineData("127.0.0.53")]
    [InlineData("1.1.1.1\n2.2.2.2")]
    public void Forwarders(string value)
    {
        AssertRefused($"New-ClusterSite dc3 {Good} -DnsForwarders 9.9.9.9, {Quote(value)}", "DnsForwarders", Shown(value));
        AssertRefused($"Set-ClusterSite dc1 -DnsForwarders {Quote(value)}", "DnsForwarders", Shown(value));
    }

    private static string New(string parameter, string value)
    {
        var parts = Good.Split(" -").Select(part => part.TrimStart('-'))
            .Select(part => part.StartsWith(parameter + " ", StringComparison.Ordinal) ? $"{parameter} {Quote(value)}" : part);
        return $"New-ClusterSite dc3 -{string.Join(" -", parts)}";
    }
}
