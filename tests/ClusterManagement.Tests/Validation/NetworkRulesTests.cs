using ClusterManagement.Validation;
using Xunit;

namespace ClusterManagement.Tests.Validation;

/// <summary>Addresses, ranges, masks, MACs, ports, URLs, fingerprints, keys and sizes.</summary>
public sealed class NetworkRulesTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    [Theory]
    [InlineData("0.0.0.0", 0u)]
    [InlineData("10.0.0.1", 167772161u)]
    [InlineData("255.255.255.255", uint.MaxValue)]
    public void An_address_is_read_and_written(string text, uint number)
    {
        Assert.Equal(number, Ipv4.Parse(text, "P"));
        Assert.Equal(text, Ipv4.Format(number));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10.0.0")]
    [InlineData("10.0.0.1.2")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.01")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("10.0.0.1 ")]
    [InlineData("10.0.0.1\n")]
    [InlineData("10.0.0.-1")]
    [InlineData("10.0.0.+1")]
    [InlineData("10.0.0.１")]
    [InlineData("167772161")]
    [InlineData("::1")]
    public void What_is_no_address_is_refused(string? text) => Assert.Throws<InvalidValueException>(() => Ipv4.Parse(text, "P"));

    [Theory]
    [InlineData("0.1.2.3")]
    [InlineData("127.0.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    public void What_no_host_has_is_refused(string text) => Assert.Throws<InvalidValueException>(() => Ipv4.HostAddress(text, "P"));

    [Theory]
    [InlineData("10.0.0.100-10.0.0.200", 101)]
    [InlineData("10.0.0.100,10.0.0.200", 101)]
    [InlineData(" 10.0.0.100 - 10.0.0.100 ", 1)]
    public void A_range_is_read(string text, long size) => Assert.Equal(size, AddressRange.Parse(text, "P").Size);

    [Theory]
    [InlineData(null)]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.2-10.0.0.1")]
    [InlineData("10.0.0.1-10.0.0.2-10.0.0.3")]
    [InlineData("10.0.0.1/24")]
    [InlineData("a-b")]
    public void What_is_no_range_is_refused(string? text) => Assert.Throws<InvalidValueException>(() => AddressRange.Parse(text, "P"));

    [Theory]
    [InlineData("255.255.255.0", 24)]
    [InlineData("/24", 24)]
    [InlineData("/1", 1)]
    [InlineData("255.255.255.252", 30)]
    public void A_mask_is_read(string text, int length) => Assert.Equal(length, SubnetMask.Parse(text, "P").PrefixLength);

    [Theory]
    [InlineData(null)]
    [InlineData("/0")]
    [InlineData("/31")]
    [InlineData("/33")]
    [InlineData("/-1")]
    [InlineData("24")]
    [InlineData("0.0.0.0")]
    [InlineData("255.0.255.0")]
    [InlineData("255.255.255.255")]
    [InlineData("0.0.0.255")]
    public void What_is_no_mask_is_refused(string? text) => Assert.Throws<InvalidValueException>(() => SubnetMask.Parse(text, "P"));

    [Theory]
    [InlineData("10.0.0.100-10.0.1.5", "/24", "10.0.0.1", "DhcpRange")]
    [InlineData("10.0.0.0-10.0.0.5", "/24", "10.0.0.9", "DhcpRange")]
    [InlineData("10.0.0.250-10.0.0.255", "/24", "10.0.0.1", "DhcpRange")]
    [InlineData("127.0.0.10-127.0.0.20", "/24", "10.0.0.1", "DhcpRange")]
    [InlineData("10.0.0.100-10.0.0.200", "/24", "10.0.1.1", "Gateway")]
    [InlineData("10.0.0.100-10.0.0.200", "/24", "10.0.0.150", "Gateway")]
    [InlineData("10.0.0.100-10.0.0.200", "/24", "10.0.0.255", "Gateway")]
    [InlineData("10.0.0.100-10.0.0.200", "/24", "nonsense", "Gateway")]
    [InlineData("10.0.0.100-10.0.0.200", "/99", "10.0.0.1", "SubnetMask")]
    public void A_site_that_cannot_work_is_refused(string range, string mask, string gateway, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<InvalidValueException>(() => SiteNetwork.Parse(range, mask, gateway)).Parameter);

    [Theory]
    [InlineData("bc:24:11:00:00:01", "BC:24:11:00:00:01")]
    [InlineData("BC-24-11-AA-BB-CC", "BC:24:11:AA:BB:CC")]
    public void A_MAC_is_kept_in_one_form(string text, string kept) => Assert.Equal(kept, MacAddress.Parse(text, "P"));

    [Theory]
    [InlineData(null)]
    [InlineData("BC:24:11:00:00")]
    [InlineData("BC:24:11:00:00:0G")]
    [InlineData("01:00:5E:00:00:01")]
    [InlineData("FF:FF:FF:FF:FF:FF")]
    [InlineData("00:00:00:00:00:00")]
    [InlineData("BC24.1100.0001")]
    [InlineData("BC:24:11:00:00:01\n")]
    public void What_is_no_MAC_of_a_host_is_refused(string? text) => Assert.Throws<InvalidValueException>(() => MacAddress.Parse(text, "P"));

    [Theory]
    [InlineData("https://pve1", "https://pve1:8006")]
    [InlineData("https://PVE1:8006/", "https://pve1:8006")]
    [InlineData("https://pve1:443", "https://pve1:443")]
    [InlineData("https://10.0.0.2:8006/api2/json", "https://10.0.0.2:8006")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080")]
    public void An_API_URL_is_kept_in_one_form(string text, string kept) => Assert.Equal(kept, NetworkRules.ApiUrl(text, "P"));

    [Theory]
    [InlineData(null)]
    [InlineData("pve1:8006")]
    [InlineData("ftp://pve1")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@pve1:8006")]
    [InlineData("https://pve1:8006/x")]
    [InlineData("https://pve1:8006?a=b")]
    [InlineData("https://pve1:8006\n")]
    [InlineData("https://pve1:99999")]
    public void What_is_no_API_URL_is_refused(string? text) => Assert.Throws<InvalidValueException>(() => NetworkRules.ApiUrl(text, "P"));

    [Theory]
    [InlineData("https://acme-v02.api.letsencrypt.org/directory", true)]
    [InlineData("http://acme.example/directory", false)]
    [InlineData("https://a b/", false)]
    [InlineData("https://u@acme.example/", false)]
    [InlineData(null, false)]
    public void Only_https_is_taken_for_ACME(string? text, bool isGood) =>
        Assert.Equal(isGood, Record.Exception(() => NetworkRules.HttpsUrl(text, "P")) is null);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(65535, true)]
    [InlineData(65536, false)]
    [InlineData(-1, false)]
    public void A_port_lies_between_1_and_65535(int port, bool isGood) =>
        Assert.Equal(isGood, Record.Exception(() => NetworkRules.Port(port, "P")) is null);

    [Fact]
    public void A_fingerprint_is_kept_with_colons()
    {
        var digits = string.Concat(Enumerable.Repeat("ab", 32));
        Assert.Equal(string.Join(':', Enumerable.Repeat("AB", 32)), NetworkRules.Fingerprint(digits, "P"));
        Assert.Throws<InvalidValueException>(() => NetworkRules.Fingerprint(digits[1..], "P"));
        Assert.Throws<InvalidValueException>(() => NetworkRules.Fingerprint(digits[1..] + "g", "P"));
    }

    [Fact]
    public void Forwarders_are_addresses_once_each()
    {
        Assert.Equal("1.1.1.1,8.8.8.8", NetworkRules.DnsForwarders(["1.1.1.1, 8.8.8.8", "1.1.1.1"], "P"));
        Assert.Equal(string.Empty, NetworkRules.DnsForwarders(null, "P"));
        Assert.Throws<InvalidValueException>(() => NetworkRules.DnsForwarders(["dns.example"], "P"));
    }

    [Theory]
    [InlineData(Key, true)]
    [InlineData(Key + " me@host\n" + Key, true)]
    [InlineData("ssh-rsa " + "AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f", false)]
    [InlineData("ssh-ed25519 AAAA", false)]
    [InlineData("ssh-ed25519 !!!!", false)]
    [InlineData("command=\"rm\" " + Key, false)]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----", false)]
    [InlineData(Key + " a\tb", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_public_key_is_a_whole_one(string? text, bool isGood) =>
        Assert.Equal(isGood, Record.Exception(() => SshPublicKey.Parse(text, "P")) is null);

    [Theory]
    [InlineData(0, 15, -1, 0, 99)]
    [InlineData(8193, 16777217, 16777217, 131073, 1000000000)]
    public void Sizes_have_limits(int cores, int memory, int swap, int disk, int id)
    {
        Assert.Throws<InvalidValueException>(() => ContainerLimits.Cores(cores, "P"));
        Assert.Throws<InvalidValueException>(() => ContainerLimits.Memory(memory, "P"));
        Assert.Throws<InvalidValueException>(() => ContainerLimits.Swap(swap, "P"));
        Assert.Throws<InvalidValueException>(() => ContainerLimits.Disk(disk, "P"));
        Assert.Throws<InvalidValueException>(() => ContainerLimits.ContainerId(id, "P"));
    }
}
