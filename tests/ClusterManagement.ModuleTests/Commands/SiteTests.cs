using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>The cmdlets of sites.</summary>
public sealed class SiteTests : IDisposable
{
    private const string Network = "-InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask 255.255.255.0 -Gateway 10.0.0.1";

    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_new_site_comes_back_as_it_was_stored()
    {
        var site = _session.Invoke(
            "New-ClusterSite 'My Site' -InternalDomain Cluster.Internal. -DhcpRange '10.0.0.100, 10.0.0.200' -SubnetMask /24 -Gateway 10.0.0.1 -DnsForwarders 1.1.1.1, 9.9.9.9").Single;

        Assert.Equal("ClusterManagement.Site", site.TypeNames[0]);
        Assert.Equal(
            ("My Site", "cluster.internal", "10.0.0.100-10.0.0.200", "255.255.255.0", "10.0.0.1"),
            (site.Text("Name"), site.Text("InternalDomain"), site.Text("DhcpRange"), site.Text("SubnetMask"), site.Text("Gateway")));
        Assert.Equal(["1.1.1.1", "9.9.9.9"], (IEnumerable<string>)site.Value("DnsForwarders")!);
        Assert.Equal((0, 0), (site.Number("Nodes"), site.Number("Containers")));
        var created = Assert.IsType<DateTime>(site.Value("CreatedAt"));
        Assert.Equal(DateTimeKind.Utc, created.Kind);
        Assert.InRange(DateTime.UtcNow - created, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Rows_of_a_table_become_sites()
    {
        var sites = _session.Invoke("""
            [pscustomobject]@{ Name = 'dc1'; InternalDomain = 'a.internal'; DhcpRange = '10.1.0.10-10.1.0.20'; SubnetMask = '/24'; Gateway = '10.1.0.1' },
            [pscustomobject]@{ Name = 'dc2'; InternalDomain = 'b.internal'; DhcpRange = '10.2.0.10-10.2.0.20'; SubnetMask = '/24'; Gateway = '10.2.0.1' } | New-ClusterSite
            """).Succeeded();

        Assert.Equal(["dc1", "dc2"], sites.Values("Name"));
        Assert.Equal(["a.internal", "b.internal"], sites.Values("InternalDomain"));
    }

    [Fact]
    public void A_site_can_be_copied_through_the_pipeline()
    {
        Make("dc1");

        var copy = _session.Invoke("Get-ClusterSite dc1 | New-ClusterSite -Name dc2").Single;

        Assert.Equal(("dc2", "10.0.0.100-10.0.0.200"), (copy.Text("Name"), copy.Text("DhcpRange")));
    }

    [Theory]
    [InlineData("Get-ClusterSite", "alpha beta gamma")]
    [InlineData("Get-ClusterSite beta", "beta")]
    [InlineData("Get-ClusterSite BETA", "beta")]
    [InlineData("Get-ClusterSite gamma, alpha", "gamma alpha")]
    [InlineData("Get-ClusterSite *a", "alpha beta gamma")]
    [InlineData("Get-ClusterSite A*", "alpha")]
    [InlineData("Get-ClusterSite [ab]*", "alpha beta")]
    [InlineData("Get-ClusterSite ?eta", "beta")]
    [InlineData("Get-ClusterSite nothing*", "")]
    [InlineData("'alpha', 'g*' | Get-ClusterSite", "alpha gamma")]
    [InlineData("[pscustomobject]@{ Name = 'beta' } | Get-ClusterSite", "beta")]
    [InlineData("Get-ClusterSite alpha | Get-ClusterSite", "alpha")]
    public void Sites_are_found_by_name(string script, string expected)
    {
        Make("alpha", "beta", "gamma");

        Assert.Equal(expected, string.Join(' ', _session.Invoke(script).Succeeded().Values("Name")));
    }

    [Fact]
    public void A_name_that_nothing_has_is_an_error_and_the_others_still_come()
    {
        Make("alpha", "beta");

        var result = _session.Invoke("Get-ClusterSite alpha, nope, beta, [x], never");

        Assert.Equal(["alpha", "beta"], result.Values("Name"));
        Assert.Equal(["SiteNotFound", "SiteNotFound"], result.ErrorIds);
        Assert.All(result.Errors, error => Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category));
        Assert.Equal(["nope", "never"], result.Errors.Select(error => error.TargetObject));
        Assert.Contains("Get-ClusterSite", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Set_changes_what_is_given_and_nothing_else()
    {
        Make("dc1");
        _session.Invoke("Set-ClusterSite dc1 -DnsForwarders 1.1.1.1").Succeeded();

        var silent = _session.Invoke("Set-ClusterSite dc1 -Gateway 10.0.0.2").Succeeded();
        var site = _session.Invoke("Get-ClusterSite dc1").Single;

        Assert.Empty(silent.Objects);
        Assert.Equal(("10.0.0.2", "10.0.0.100-10.0.0.200", "cluster.internal"), (site.Text("Gateway"), site.Text("DhcpRange"), site.Text("InternalDomain")));
        Assert.Equal(["1.1.1.1"], (IEnumerable<string>)site.Value("DnsForwarders")!);
    }

    [Fact]
    public void Null_clears_the_forwarders_and_PassThru_shows_the_site()
    {
        Make("dc1");
        _session.Invoke("Set-ClusterSite dc1 -DnsForwarders 1.1.1.1").Succeeded();

        var site = _session.Invoke("Set-ClusterSite dc1 -DnsForwarders $null -PassThru").Single;

        Assert.Empty((IEnumerable<string>)site.Value("DnsForwarders")!);
    }

    [Theory]
    [InlineData("Set-ClusterSite dc1 -NewName other -PassThru")]
    [InlineData("Set-ClusterSite $id -NewName other -PassThru")]
    [InlineData("'dc1' | Set-ClusterSite -NewName other -PassThru")]
    [InlineData("$id | Set-ClusterSite -NewName other -PassThru")]
    [InlineData("Get-ClusterSite | Set-ClusterSite -NewName other -PassThru")]
    [InlineData("Set-ClusterSite (Get-ClusterSite) -NewName other -PassThru")]
    [InlineData("[pscustomobject]@{ Site = 'dc1' } | Set-ClusterSite -NewName other -PassThru")]
    [InlineData("[pscustomobject]@{ Name = 'dc1' } | Set-ClusterSite -NewName other -PassThru")]
    [InlineData("Set-ClusterSite -Name dc1 -NewName other -PassThru")]
    [InlineData("Set-ClusterSite dc* -NewName other -PassThru")]
    public void A_site_is_named_in_many_ways(string script)
    {
        Make("dc1");
        var id = _session.Invoke("(Get-ClusterSite).Id").Single.BaseObject;

        Assert.Equal("other", _session.Invoke(script, new { id }).Single.Text("Name"));
    }

    [Fact]
    public void A_change_warns_of_containers_that_stay_outside_the_new_range()
    {
        Make("dc1");
        _session.Invoke("$null = New-ClusterNode pve1 -Site dc1; $null = New-ClusterContainer web1 -Node pve1 -NoProvision").Succeeded();

        var result = _session.Invoke("Set-ClusterSite dc1 -DhcpRange 10.0.0.150-10.0.0.160").Succeeded();

        Assert.Contains("1 containers of site dc1 keep addresses outside", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Remove-ClusterSite dc1 -Confirm:$false", "dc2 other")]
    [InlineData("Remove-ClusterSite dc* -Confirm:$false", "other")]
    [InlineData("'dc1', 'other' | Remove-ClusterSite -Confirm:$false", "dc2")]
    [InlineData("Get-ClusterSite | Remove-ClusterSite -Confirm:$false", "")]
    [InlineData("Remove-ClusterSite x* -Confirm:$false", "dc1 dc2 other")]
    public void Sites_are_removed(string script, string left)
    {
        Make("dc1", "dc2", "other");

        Assert.Empty(_session.Invoke(script).Succeeded().Objects);

        Assert.Equal(left, string.Join(' ', _session.Invoke("Get-ClusterSite").Values("Name")));
    }

    [Fact]
    public void A_site_with_nodes_and_domains_stays_and_the_error_names_them()
    {
        Make("dc1", "dc2");
        _session.Invoke("$null = New-ClusterNode pve1 -Site dc1; $null = New-ExternalDomain example.com -Site dc1").Succeeded();

        var result = _session.Invoke("Remove-ClusterSite dc1, nope, dc2 -Confirm:$false");

        Assert.Equal(["SiteInUse", "SiteNotFound"], result.ErrorIds);
        Assert.Equal(ErrorCategory.ResourceBusy, result.Errors[0].CategoryInfo.Category);
        Assert.Contains("pve1", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("example.com", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(["dc1"], _session.Invoke("Get-ClusterSite").Values("Name"));
    }

    [Fact]
    public void A_name_is_taken_once_whatever_its_case()
    {
        Make("dc1");

        var error = _session.Invoke($"New-ClusterSite DC1 {Network}").FailedWith("SiteAlreadyExists", ErrorCategory.ResourceExists);

        Assert.Equal("DC1", error.TargetObject);
        Assert.Single(_session.Invoke("Get-ClusterSite").Objects);
    }

    private void Make(params string[] names) =>
        _session.Invoke($"foreach ($name in $names) {{ $null = New-ClusterSite $name {Network} }}", new { names }).Succeeded();
}
