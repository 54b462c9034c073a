namespace ClusterManagement.ModuleTests.Input;

/// <summary>Values that nodes and domains refuse.</summary>
/// <param name="cluster">The cluster.</param>
public sealed class NodeInputTests(BadInputCluster cluster) : RefusalTests(cluster), IClassFixture<BadInputCluster>
{
    [Theory]
    [InlineData("pve_9")]
    [InlineData("-pve9")]
    [InlineData("pve9-")]
    [InlineData("pve9.example.com")]
    [InlineData("pve 9")]
    [InlineData("123")]
    [InlineData("pve9\n")]
    [InlineData("../pve9")]
    public void Names(string value)
    {
        AssertRefused($"New-ClusterNode {Quote(value)} -Site dc1", "Name", Shown(value));
        AssertRefused($"Set-ClusterNode spare -NewName {Quote(value)}", "NewName", Shown(value));
    }

    [Theory]
    [InlineData("pve9:8006")]
    [InlineData("pve9")]
    [InlineData("ftp://pve9:8006")]
    [InlineData("https://pve9:8006/some/path")]
    [InlineData("https://root:secret@pve9:8006")]
    [InlineData("https://pve9:8006?x=1")]
    [InlineData("https://pve9:8006#x")]
    [InlineData("https://pve9:99999")]
    [InlineData("https://")]
    [InlineData("https://pve9:8006\nX: y")]
    public void Urls(string value)
    {
        AssertRefused($"New-ClusterNode pve9 -Site dc1 -ApiUrl {Quote(value)}", "ApiUrl", Shown(value));
        AssertRefused($"Set-ClusterNode spare -ApiUrl {Quote(value)}", "ApiUrl", Shown(value));
    }

    [Fact]
    public void A_credential_does_not_travel_in_the_clear()
    {
        AssertRefused("New-ClusterNode pve9 -Site dc1 -ApiUrl http://pve9:8006 -Credential $simulator.Credential", "ApiUrl", "http://pve9:8006");
        AssertRefused("Set-ClusterNode pve1 -ApiUrl http://pve9:8006", "ApiUrl", "http://pve9:8006");
    }

    [Theory]
    [InlineData("10.0.0")]
    [InlineData("300.0.0.1")]
    [InlineData("010.0.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("10.0.0.9\n")]
    [InlineData("10.0.0.100")]
    public void Addresses(string value)
    {
        AssertRefused($"New-ClusterNode pve9 -Site dc1 -Ipv4Address {Quote(value)}", "Ipv4Address", Shown(value));
        AssertRefused($"Set-ClusterNode spare -Ipv4Address {Quote(value)}", "Ipv4Address", Shown(value));
    }

    [Theory]
    [InlineData("AA:BB")]
    [InlineData("not a fingerprint")]
    [InlineData("ZZ:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99")]
    public void Fingerprints(string value)
    {
        AssertRefused($"New-ClusterNode pve9 -Site dc1 -CertificateFingerprint {Quote(value)}", "CertificateFingerprint", value[..5]);
        AssertRefused($"Set-ClusterNode spare -CertificateFingerprint {Quote(value)}", "CertificateFingerprint", value[..5]);
    }

    [Theory]
    [InlineData("root")]
    [InlineData("@pam")]
    [InlineData("ro ot@pam")]
    [InlineData("root@pam!")]
    [InlineData("root@pam!x\nX-Other: y")]
    [InlineData("root@pam\n")]
    public void User_names(string value)
    {
        AssertRefused($"New-ClusterNode pve9 -Site dc1 -Credential ([pscredential]::new({Quote(value)}, (New-Secret secret-text)))", "Credential", Shown(value));
        AssertRefused($"Set-ClusterNode spare -Credential ([pscredential]::new({Quote(value)}, (New-Secret secret-text)))", "Credential", Shown(value));
    }

    [Fact]
    public void A_secret_with_a_line_break_is_refused_and_not_shown()
    {
        var error = AssertRefused(
            "New-ClusterNode pve9 -Site dc1 -Credential ([pscredential]::new('root@pam!token', (New-Secret \"p4ss`nword\")))", "Credential", "(hidden)");

        Assert.DoesNotContain("p4ss", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example")]
    [InlineData("exa mple.com")]
    [InlineData("-x.example.com")]
    [InlineData("x..example.com")]
    [InlineData("*.example.com")]
    [InlineData("https://example.com")]
    [InlineData("new.example\n")]
    [InlineData("192.168.0.1")]
    public void Domains(string value) => AssertRefused($"New-ExternalDomain {Quote(value)} -Site dc1", "Domain", Shown(value));

    [Theory]
    [InlineData("admin")]
    [InlineData("admin@")]
    [InlineData("@example.com")]
    [InlineData("a b@example.com")]
    [InlineData("Admin <admin@example.com>")]
    [InlineData("a@b@example.com")]
    [InlineData("admin@example.com\nBcc: x@example.com")]
    public void Mail_addresses(string value)
    {
        AssertRefused($"New-ExternalDomain new.example -Site dc1 -AcmeEmail {Quote(value)}", "AcmeEmail", Shown(value));
        AssertRefused($"New-ExternalDomain new.example -Site dc1 -CloudflareApiEmail {Quote(value)}", "CloudflareApiEmail", Shown(value));
        AssertRefused($"Set-ExternalDomain example.com -AcmeEmail {Quote(value)}", "AcmeEmail", Shown(value));
    }

    [Theory]
    [InlineData("http://acme.example/directory")]
    [InlineData("acme.example/directory")]
    [InlineData("https://user@acme.example/directory")]
    [InlineData("https://acme.example/dir\nectory")]
    [InlineData("letsencrypt")]
    public void Acme_directories(string value)
    {
        AssertRefused($"New-ExternalDomain new.example -Site dc1 -AcmeDirectory {Quote(value)}", "AcmeDirectory", Shown(value));
        AssertRefused($"Set-ExternalDomain example.com -AcmeDirectory {Quote(value)}", "AcmeDirectory", Shown(value));
    }
}
