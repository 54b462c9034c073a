using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>The cmdlets of nodes.</summary>
public sealed class NodeTests : IDisposable
{
    private const string Fingerprint = "AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99";

    private readonly ModuleSession _session = new();

    public NodeTests() => _session.Invoke(
        """
        foreach ($i in 1, 2) {
            $null = New-ClusterSite "dc$i" -InternalDomain cluster.internal -DhcpRange "10.$i.0.100-10.$i.0.200" -SubnetMask /24 -Gateway "10.$i.0.1"
        }
        $secret = [securestring]::new()
        foreach ($c in 'very-secret-token'.ToCharArray()) { $secret.AppendChar($c) }
        $token = [pscredential]::new('root@pam!automation', $secret)
        """).Succeeded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_new_node_comes_back_without_its_secret()
    {
        var result = _session.Invoke(
            "New-ClusterNode pve1 -Site dc1 -ApiUrl https://PVE1 -Credential $token -Ipv4Address 10.1.0.2 -CertificateFingerprint $print -Verbose -Debug",
            new { print = Fingerprint.Replace(":", string.Empty, StringComparison.Ordinal).ToLowerInvariant() });
        var node = result.Single;

        Assert.Equal(
            ("pve1", "dc1", "https://pve1:8006", "root@pam!automation", "10.1.0.2", Fingerprint, "Pinned"),
            (node.Text("Name"), node.Text("Site"), node.Text("ApiUrl"), node.Text("ApiTokenIdOrUsername"), node.Text("Ipv4Address"),
                node.Text("CertificateFingerprint"), node.Text("Tls")));
        Assert.DoesNotContain(node.Properties, property => property.Name.Contains("Secret", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("very-secret-token", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(DatabaseDump.Read(_session.Database), line => line.Contains("very-secret-token", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_of_a_table_become_nodes()
    {
        var nodes = _session.Invoke("""
            [pscustomobject]@{ Name = 'pve1'; Site = 'dc1'; ApiUrl = 'https://pve1:8006' },
            [pscustomobject]@{ Name = 'pve2'; Site = 'dc2'; ApiUrl = 'https://pve2:8006' } | New-ClusterNode -DisableTlsVerification
            """).Succeeded();

        Assert.Equal(["pve1", "pve2"], nodes.Values("Name"));
        Assert.Equal(["dc1", "dc2"], nodes.Values("Site"));
        Assert.Equal(["Off", "Off"], nodes.Values("Tls"));
    }

    [Fact]
    public void A_site_can_be_piped_into_a_new_node()
    {
        Assert.Equal("dc2", _session.Invoke("Get-ClusterSite dc2 | New-ClusterNode pve1").Single.Text("Site"));
    }

    [Theory]
    [InlineData("Get-ClusterNode", "pve1 pve2 pve3")]
    [InlineData("Get-ClusterNode PVE2", "pve2")]
    [InlineData("Get-ClusterNode -Name pve3, pve1", "pve3 pve1")]
    [InlineData("Get-ClusterNode p*", "pve1 pve2 pve3")]
    [InlineData("Get-ClusterNode *3", "pve3")]
    [InlineData("Get-ClusterNode x*", "")]
    [InlineData("Get-ClusterNode -Site dc1", "pve1 pve2")]
    [InlineData("Get-ClusterNode *2 -Site dc1", "pve2")]
    [InlineData("Get-ClusterNode *3 -Site dc1", "")]
    [InlineData("'pve1', 'pve2' | Get-ClusterNode", "pve1 pve2")]
    [InlineData("Get-ClusterSite dc2 | Get-ClusterNode", "pve3")]
    [InlineData("Get-ClusterSite | Get-ClusterNode", "pve1 pve2 pve3")]
    [InlineData("Get-ClusterNode -Site (Get-ClusterSite dc2)", "pve3")]
    [InlineData("Get-ClusterNode -Site (Get-ClusterSite dc2).Id", "pve3")]
    public void Nodes_are_found(string script, string expected)
    {
        MakeNodes();

        Assert.Equal(expected, string.Join(' ', _session.Invoke(script).Succeeded().Values("Name")));
    }

    [Fact]
    public void A_name_that_nothing_has_is_an_error_and_the_others_still_come()
    {
        MakeNodes();

        var result = _session.Invoke("Get-ClusterNode pve1, nope, pve2");

        Assert.Equal(["pve1", "pve2"], result.Values("Name"));
        Assert.Equal(["NodeNotFound"], result.ErrorIds);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Errors[0].CategoryInfo.Category);
    }

    [Fact]
    public void A_site_that_does_not_exist_is_an_error()
    {
        _session.Invoke("Get-ClusterNode -Site nope").FailedWith("SiteNotFound", ErrorCategory.ObjectNotFound);
    }

    [Fact]
    public void Set_changes_what_is_given_and_nothing_else()
    {
        _session.Invoke("$null = New-ClusterNode pve1 -Site dc1 -ApiUrl https://pve1:8006 -Credential $token -Ipv4Address 10.1.0.2").Succeeded();
        var before = DatabaseDump.Read(_session.Database).Single(line => line.StartsWith("Nodes:", StringComparison.Ordinal));

        Assert.Empty(_session.Invoke("Set-ClusterNode pve1 -ApiUrl https://pve1:8007").Succeeded().Objects);
        var node = _session.Invoke("Get-ClusterNode pve1").Single;
        var after = DatabaseDump.Read(_session.Database).Single(line => line.StartsWith("Nodes:", StringComparison.Ordinal));

        Assert.Equal(
            ("https://pve1:8007", "root@pam!automation", "10.1.0.2", "Verified"),
            (node.Text("ApiUrl"), node.Text("ApiTokenIdOrUsername"), node.Text("Ipv4Address"), node.Text("Tls")));
        Assert.Equal(Secret(before), Secret(after));

        static string Secret(string row) => row.Split(", ").Single(pair => pair.StartsWith("apiTokenSecretOrPassword=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-Ipv4Address $null", "Ipv4Address")]
    [InlineData("-ApiUrl $null", "ApiUrl")]
    [InlineData("-ApiUrl ''", "ApiUrl")]
    [InlineData("-Credential $null", "ApiTokenIdOrUsername")]
    [InlineData("-CertificateFingerprint $null", "CertificateFingerprint")]
    public void Null_clears_a_field(string arguments, string property)
    {
        _session.Invoke(
            "$null = New-ClusterNode pve1 -Site dc1 -ApiUrl https://pve1:8006 -Credential $token -Ipv4Address 10.1.0.2 -CertificateFingerprint $print",
            new { print = Fingerprint }).Succeeded();

        Assert.Null(_session.Invoke($"Set-ClusterNode pve1 {arguments} -PassThru").Single.Value(property));
    }

    [Fact]
    public void A_switch_can_be_taken_back()
    {
        _session.Invoke("$null = New-ClusterNode pve1 -Site dc1 -DisableTlsVerification").Succeeded();

        Assert.Equal("Off", _session.Invoke("Set-ClusterNode pve1 -Ipv4Address 10.1.0.9 -PassThru").Single.Text("Tls"));
        Assert.Equal("Verified", _session.Invoke("Set-ClusterNode pve1 -DisableTlsVerification:$false -PassThru").Single.Text("Tls"));
    }

    [Theory]
    [InlineData("Set-ClusterNode pve1 -NewName other -PassThru")]
    [InlineData("Set-ClusterNode $id -NewName other -PassThru")]
    [InlineData("'pve1' | Set-ClusterNode -NewName other -PassThru")]
    [InlineData("$id | Set-ClusterNode -NewName other -PassThru")]
    [InlineData("Get-ClusterNode pve1 | Set-ClusterNode -NewName other -PassThru")]
    [InlineData("[pscustomobject]@{ Node = 'pve1' } | Set-ClusterNode -NewName other -PassThru")]
    [InlineData("[pscustomobject]@{ Name = 'pve1' } | Set-ClusterNode -NewName other -PassThru")]
    [InlineData("[pscustomobject]@{ Node = $id } | Set-ClusterNode -NewName other -PassThru")]
    [InlineData("Set-ClusterNode *1 -NewName other -PassThru")]
    public void A_node_is_named_in_many_ways(string script)
    {
        MakeNodes();
        var id = _session.Invoke("(Get-ClusterNode pve1).Id").Single.BaseObject;

        Assert.Equal("other", _session.Invoke(script, new { id }).Single.Text("Name"));
    }

    [Theory]
    [InlineData("Remove-ClusterNode pve1 -Confirm:$false", "pve2 pve3")]
    [InlineData("Remove-ClusterNode pve1, pve2 -Confirm:$false", "pve3")]
    [InlineData("Get-ClusterSite dc1 | Get-ClusterNode | Remove-ClusterNode -Confirm:$false", "pve3")]
    [InlineData("Remove-ClusterNode * -Confirm:$false", "")]
    public void Nodes_are_removed(string script, string left)
    {
        MakeNodes();

        Assert.Empty(_session.Invoke(script).Succeeded().Objects);

        Assert.Equal(left, string.Join(' ', _session.Invoke("Get-ClusterNode").Values("Name")));
    }

    [Fact]
    public void A_node_with_containers_stays_and_the_error_names_them()
    {
        MakeNodes();
        _session.Invoke("$null = New-ClusterContainer web1 -Node pve1 -NoProvision").Succeeded();

        var result = _session.Invoke("Remove-ClusterNode pve1, pve2 -Confirm:$false");

        Assert.Equal(["NodeInUse"], result.ErrorIds);
        Assert.Contains("web1", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(["pve1", "pve3"], _session.Invoke("Get-ClusterNode").Values("Name"));
    }

    [Theory]
    [InlineData("New-ClusterNode PVE1 -Site dc2")]
    [InlineData("Set-ClusterNode pve2 -NewName pve1")]
    public void A_name_is_taken_once(string script)
    {
        MakeNodes();

        _session.Invoke(script).FailedWith("NodeAlreadyExists", ErrorCategory.ResourceExists);
    }

    private void MakeNodes() => _session.Invoke(
        "$null = New-ClusterNode pve1 -Site dc1; $null = New-ClusterNode pve2 -Site dc1; $null = New-ClusterNode pve3 -Site dc2").Succeeded();
}
