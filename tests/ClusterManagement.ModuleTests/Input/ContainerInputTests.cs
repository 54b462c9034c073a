namespace ClusterManagement.ModuleTests.Input;

/// <summary>Values that containers refuse.</summary>
/// <param name="cluster">The cluster.</param>
public sealed class ContainerInputTests(BadInputCluster cluster) : RefusalTests(cluster), IClassFixture<BadInputCluster>
{
    private const string New = "New-ClusterContainer new1 -Node pve1 -Template debian-12 ";

    [Theory]
    [InlineData("New-ClusterContainer 'a/b' -Node pve1 -Template debian-12", "Name", "a/b")]
    [InlineData("New-ClusterContainer 'My Shop' -Node pve1 -Template debian-12", "Name", "My Shop")]
    [InlineData("New-ClusterContainer '-web' -Node pve1 -Template debian-12", "Name", "-web")]
    [InlineData("New-ClusterContainer \"web`n9\" -Node pve1 -Template debian-12", "Name", "web\uFFFD9")]
    [InlineData(New + "-Hostname 'web_9'", "Hostname", "web_9")]
    [InlineData(New + "-Hostname 'web9.example'", "Hostname", "web9.example")]
    [InlineData(New + "-Hostname 'web9-'", "Hostname", "web9-")]
    [InlineData(New + "-Hostname '99'", "Hostname", "99")]
    [InlineData(New + "-Hostname $tooLong", "Hostname", "aaaa")]
    [InlineData(New + "-Hostname \"web9`n\"", "Hostname", "web9\uFFFD")]
    [InlineData("Set-ClusterContainer web1 -NewName 'a/b'", "NewName", "a/b")]
    [InlineData("Set-ClusterContainer web1 -NewName $null", "NewName", "''")]
    [InlineData("Set-ClusterContainer web1 -NewHostname 'web_9'", "NewHostname", "web_9")]
    [InlineData("Set-ClusterContainer web1 -NewHostname $null", "NewHostname", "''")]
    public void Names(string script, string parameter, string shown) => AssertRefused(script, parameter, shown);

    [Theory]
    [InlineData("Cores", 0)]
    [InlineData("Cores", -1)]
    [InlineData("Cores", 8193)]
    [InlineData("Memory", 15)]
    [InlineData("Memory", 16777217)]
    [InlineData("Swap", -1)]
    [InlineData("Swap", 16777217)]
    [InlineData("Disk", 0)]
    [InlineData("Disk", 131073)]
    [InlineData("ContainerId", 99)]
    [InlineData("ContainerId", 1000000000)]
    public void Numbers(string parameter, int value)
    {
        AssertRefused($"{New}-{parameter} {value}", parameter, $"{value}");
        if (parameter is "Cores" or "Memory" or "Swap") AssertRefused($"Set-ClusterContainer web1 -{parameter} {value}", parameter, $"{value}");
    }

    [Theory]
    [InlineData("10.0.1.5")]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.255")]
    [InlineData("10.0.0.300")]
    [InlineData("10.0.0")]
    [InlineData("10.0.0.050")]
    [InlineData("dhcp")]
    [InlineData("10.0.0.50/24")]
    [InlineData("10.0.0.50,gw=10.0.0.66")]
    [InlineData("10.0.0.50\n")]
    public void Addresses(string value) => AssertRefused($"{New}-Ipv4Address {Quote(value)}", "Ipv4Address", Shown(value));

    [Theory]
    [InlineData("01:00:5E:00:00:01")]
    [InlineData("FF:FF:FF:FF:FF:FF")]
    [InlineData("00:00:00:00:00:00")]
    [InlineData("BC:24:11:00:00")]
    [InlineData("BC:24:11:00:00:0G")]
    [InlineData("BC24.1100.0001")]
    [InlineData("BC:24:11:00:00:01,bridge=vmbr9")]
    [InlineData("BC:24:11:00:00:01\n")]
    public void Mac_addresses(string value) => AssertRefused($"{New}-MacAddress {Quote(value)}", "MacAddress", Shown(value));

    [Theory]
    [InlineData("Template", "../../etc/passwd")]
    [InlineData("Template", "debian 12")]
    [InlineData("Template", "local:iso/debian.iso")]
    [InlineData("Template", "debian-12\n")]
    [InlineData("Storage", "l")]
    [InlineData("Storage", "1local")]
    [InlineData("Storage", "local lvm")]
    [InlineData("Storage", "local-lvm:8,mp=/etc")]
    [InlineData("Storage", "local-lvm\n")]
    [InlineData("Bridge", "vmbr0,firewall=1")]
    [InlineData("Bridge", "v")]
    [InlineData("Bridge", "averyveryverylongbridge")]
    [InlineData("Bridge", "vmbr0\n")]
    [InlineData("Tags", "a$b")]
    [InlineData("Tags", "-a")]
    [InlineData("Tags", "a\nb")]
    [InlineData("Description", "bell\arings")]
    [InlineData("SshPublicKey", "ssh-ed25519")]
    [InlineData("SshPublicKey", "ssh-ed25519 !!!! me")]
    [InlineData("SshPublicKey", "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIHX9Uc0mF6wTnHkGLQqVqyT9W6Vn4xYVqWQnT0zTn0aB me")]
    [InlineData("SshPublicKey", "-----BEGIN OPENSSH PRIVATE KEY-----")]
    public void Texts(string parameter, string value)
    {
        var command = parameter == "Template" ? "New-ClusterContainer new1 -Node pve1" : New;
        AssertRefused($"{command} -{parameter} {Quote(value)}", parameter, Shown(value)[..Math.Min(value.Length, 20)]);
        if (parameter is "Tags" or "Description")
        {
            AssertRefused($"Set-ClusterContainer web1 -{parameter} {Quote(value)}", parameter, Shown(value));
        }
    }

    [Fact]
    public void A_short_password_is_refused_and_not_shown()
    {
        var error = AssertRefused(New + "-Password (New-Secret 'p4$$')", "Password", "(hidden)");

        Assert.DoesNotContain("p4$$", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-ClusterContainer new1 -Node pve1", "Template", "''")]
    [InlineData("New-ClusterContainer new1 -Node pve1 -NoProvision -Start", "Start", "True")]
    public void Combinations(string script, string parameter, string shown) => AssertRefused(script, parameter, shown);
}
