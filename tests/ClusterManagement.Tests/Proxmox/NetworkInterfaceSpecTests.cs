using ClusterManagement.Providers.Proxmox;
using Xunit;

namespace ClusterManagement.Tests.Proxmox;

public sealed class NetworkInterfaceSpecTests
{
    private static readonly NetworkInterfaceSpec Wanted = new()
    {
        Bridge = "vmbr0",
        Ip = "10.0.0.50/24",
        Gateway = "10.0.0.1",
        HardwareAddress = "bc:24:11:31:aa:55",
        Tag = 20,
        Firewall = true,
    };

    [Fact]
    public void It_is_written_with_its_name_first() =>
        Assert.Equal("name=eth0,bridge=vmbr0,hwaddr=BC:24:11:31:AA:55,ip=10.0.0.50/24,gw=10.0.0.1,tag=20,firewall=1", Wanted.ToString());

    [Fact]
    public void Order_case_and_the_type_make_no_difference()
    {
        var read = NetworkInterfaceSpec.Parse(
            "tag=20,bridge=vmbr0,firewall=1,gw=10.0.0.1,hwaddr=BC:24:11:31:aa:55,ip=10.0.0.50/24,name=eth0,type=veth");
        Assert.Equal(Wanted, read);
        Assert.Equal(Wanted.GetHashCode(), read.GetHashCode());
        Assert.True(Wanted.IsSatisfiedBy(read));
    }

    [Theory]
    [InlineData("name=eth0,bridge=vmbr0,ip=dhcp,hwaddr=BC:24:11:20:FF:E9,type=veth", true)]
    [InlineData("name=eth0,bridge=vmbr0,ip=dhcp,firewall=0", true)]
    [InlineData("name=eth0,bridge=vmbr0,ip=dhcp,firewall=1", false)]
    [InlineData("name=eth0,bridge=vmbr1,ip=dhcp", false)]
    [InlineData("name=eth0,bridge=vmbr0", false)]
    public void What_the_server_adds_is_no_drift(string actual, bool isSatisfied) => Assert.Equal(
        isSatisfied,
        new NetworkInterfaceSpec { Bridge = "vmbr0", Ip = "dhcp" }.IsSatisfiedBy(NetworkInterfaceSpec.Parse(actual)));

    [Fact]
    public void Unknown_parts_survive()
    {
        const string text = "name=eth0,bridge=vmbr0,hwaddr=BC:24:11:14:F0:3E,ip=dhcp,link_down=1,mtu=1400,rate=12.5,trunks=10;20,type=veth";
        Assert.Equal(text, NetworkInterfaceSpec.Parse(text).ToString());
        Assert.Equal("1500", NetworkInterfaceSpec.Parse(text).With("mtu", "1500").Parts["mtu"]);
        Assert.False(NetworkInterfaceSpec.Parse(text).With("mtu", null).Parts.ContainsKey("mtu"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bridge=vmbr0")]
    [InlineData("name=eth0,name=eth1")]
    [InlineData("name=eth0,vmbr0")]
    public void Anything_else_is_refused(string? text) => Assert.False(NetworkInterfaceSpec.TryParse(text, out _));

    [Fact]
    public void A_value_cannot_smuggle_in_a_part() =>
        Assert.Throws<InvalidValueException>(() => new NetworkInterfaceSpec { Bridge = "vmbr0,ip=dhcp" });
}
