using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>The cmdlets of public domains.</summary>
public sealed class DomainTests : IDisposable
{
    private const string Full =
        "-AcmeEmail admin@example.com -AcmeDirectory https://acme.example/directory -CloudflareApiEmail cf@example.com -CloudflareApiKey $key";

    private readonly ModuleSession _session = new();

    public DomainTests() => _session.Invoke(
        """
        foreach ($i in 1, 2) {
            $null = New-ClusterSite "dc$i" -InternalDomain cluster.internal -DhcpRange "10.$i.0.100-10.$i.0.200" -SubnetMask /24 -Gateway "10.$i.0.1"
        }
        $key = [securestring]::new()
        foreach ($c in 'cloudflare-secret'.ToCharArray()) { $key.AppendChar($c) }
        """).Succeeded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_new_domain_comes_back_without_its_key()
    {
        var result = _session.Invoke($"New-ExternalDomain Example.COM. -Site dc1 {Full} -Verbose -Debug");
        var domain = result.Single;

        Assert.Equal(
            ("example.com", "dc1", "admin@example.com", "https://acme.example/directory", "cf@example.com"),
            (domain.Text("Domain"), domain.Text("Site"), domain.Text("AcmeEmail"), domain.Text("AcmeDirectory"), domain.Text("CloudflareApiEmail")));
        Assert.Equal(true, domain.Value("HasCloudflareApiKey"));
        Assert.DoesNotContain("cloudflare-secret", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(DatabaseDump.Read(_session.Database), line => line.Contains("cloudflare-secret", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_of_a_table_become_domains()
    {
        var domains = _session.Invoke("""
            [pscustomobject]@{ Domain = 'one.example'; Site = 'dc1'; AcmeEmail = 'a@one.example' },
            [pscustomobject]@{ Domain = 'two.example'; Site = 'dc2'; AcmeEmail = 'b@two.example' } | New-ExternalDomain
            """).Succeeded();

        Assert.Equal(["one.example", "two.example"], domains.Values("Domain"));
        Assert.Equal(["dc1", "dc2"], domains.Values("Site"));
        Assert.Equal(["a@one.example", "b@two.example"], domains.Values("AcmeEmail"));
    }

    [Theory]
    [InlineData("Get-ExternalDomain", "one.example three.example two.example")]
    [InlineData("Get-ExternalDomain ONE.example", "one.example")]
    [InlineData("Get-ExternalDomain two.example.", "two.example")]
    [InlineData("Get-ExternalDomain t*", "three.example two.example")]
    [InlineData("Get-ExternalDomain x*", "")]
    [InlineData("Get-ExternalDomain -Site dc2", "three.example")]
    [InlineData("Get-ExternalDomain -Name one.example", "one.example")]
    [InlineData("Get-ClusterSite dc2 | Get-ExternalDomain", "three.example")]
    [InlineData("'two.example', 'o*' | Get-ExternalDomain", "two.example one.example")]
    public void Domains_are_found(string script, string expected)
    {
        MakeDomains();

        Assert.Equal(expected, string.Join(' ', _session.Invoke(script).Succeeded().Values("Domain")));
    }

    [Theory]
    [InlineData("Get-ExternalDomain nope.example", "ExternalDomainNotFound")]
    [InlineData("Get-ExternalDomain -Site nope", "SiteNotFound")]
    [InlineData("Get-ExternalDomain -Site 99", "SiteNotFound")]
    [InlineData("Set-ExternalDomain nope.example -AcmeEmail a@b.example", "ExternalDomainNotFound")]
    [InlineData("Remove-ExternalDomain nope.example -Confirm:$false", "ExternalDomainNotFound")]
    [InlineData("New-ExternalDomain new.example -Site nope", "SiteNotFound")]
    public void What_does_not_exist_is_an_error(string script, string id)
    {
        MakeDomains();

        _session.Invoke(script).FailedWith(id, ErrorCategory.ObjectNotFound);
    }

    [Theory]
    [InlineData("-AcmeEmail $null", "AcmeEmail")]
    [InlineData("-AcmeEmail ''", "AcmeEmail")]
    [InlineData("-AcmeDirectory $null", "AcmeDirectory")]
    [InlineData("-CloudflareApiEmail $null", "CloudflareApiEmail")]
    [InlineData("-CloudflareApiKey $null", "HasCloudflareApiKey")]
    public void Null_clears_a_field_and_only_that(string arguments, string property)
    {
        string[] all = ["AcmeEmail", "AcmeDirectory", "CloudflareApiEmail", "HasCloudflareApiKey"];
        _session.Invoke($"$null = New-ExternalDomain example.com -Site dc1 {Full}").Succeeded();

        var domain = _session.Invoke($"Set-ExternalDomain example.com {arguments} -PassThru").Single;

        Assert.All(all, name => Assert.Equal(name == property, domain.Value(name) is null or false));
    }

    [Theory]
    [InlineData("Set-ExternalDomain one.example -AcmeEmail new@one.example -PassThru")]
    [InlineData("Set-ExternalDomain $id -AcmeEmail new@one.example -PassThru")]
    [InlineData("Set-ExternalDomain o* -AcmeEmail new@one.example -PassThru")]
    [InlineData("'one.example' | Set-ExternalDomain -AcmeEmail new@one.example -PassThru")]
    [InlineData("Get-ExternalDomain one.example | Set-ExternalDomain -AcmeEmail new@one.example -PassThru")]
    [InlineData("[pscustomobject]@{ Domain = 'one.example' } | Set-ExternalDomain -AcmeEmail new@one.example -PassThru")]
    public void A_domain_is_named_in_many_ways(string script)
    {
        MakeDomains();
        var id = _session.Invoke("(Get-ExternalDomain one.example).Id").Single.BaseObject;

        Assert.Equal("new@one.example", _session.Invoke(script, new { id }).Single.Text("AcmeEmail"));
    }

    [Theory]
    [InlineData("Remove-ExternalDomain one.example -Confirm:$false", "three.example two.example")]
    [InlineData("Remove-ExternalDomain t* -Confirm:$false", "one.example")]
    [InlineData("Get-ClusterSite dc1 | Get-ExternalDomain | Remove-ExternalDomain -Confirm:$false", "three.example")]
    public void Domains_are_removed(string script, string left)
    {
        MakeDomains();

        Assert.Empty(_session.Invoke(script).Succeeded().Objects);

        Assert.Equal(left, string.Join(' ', _session.Invoke("Get-ExternalDomain").Values("Domain")));
    }

    [Fact]
    public void A_domain_with_services_stays_and_the_error_names_them()
    {
        MakeDomains();
        _session.Invoke("""
            $null = New-ClusterNode pve1 -Site dc1
            $null = New-ClusterContainer web1 -Node pve1 -NoProvision | Add-HttpService -Port 80 -Hostname shop -Domain one.example
            """).Succeeded();

        var error = _session.Invoke("Remove-ExternalDomain one.example -Confirm:$false").FailedWith("ExternalDomainInUse", ErrorCategory.ResourceBusy);

        Assert.Contains("shop", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, _session.Invoke("Get-ExternalDomain one.example").Single.Number("Services"));
    }

    [Fact]
    public void A_domain_is_taken_once()
    {
        MakeDomains();

        _session.Invoke("New-ExternalDomain ONE.example. -Site dc2").FailedWith("ExternalDomainAlreadyExists", ErrorCategory.ResourceExists);
    }

    private void MakeDomains() => _session.Invoke(
        "$null = New-ExternalDomain one.example -Site dc1; $null = New-ExternalDomain two.example -Site dc1; $null = New-ExternalDomain three.example -Site dc2").Succeeded();
}
