using System.Net;
using ClusterManagement.Validation;
using Xunit;

namespace ClusterManagement.Tests.Validation;

/// <summary>What daemons can listen on.</summary>
public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("10.0.0.2,10.0.0.2,::ffff:10.0.0.2", "10.0.0.2")]
    [InlineData("10.0.0.2,0.0.0.0,fd00::1", "0.0.0.0,fd00::1")]
    [InlineData("fd00::1,::,10.0.0.2", "::,10.0.0.2")]
    [InlineData("fd00::1%3", "fd00::1")]
    public void What_another_covers_is_left_out(string given, string expected) =>
        Assert.Equal(expected.Split(','), ListenAddresses.Check(given.Split(',').Select(IPAddress.Parse), "ListenAddress").Select(address => $"{address}"));

    [Theory]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    public void What_is_no_address_of_one_host_is_refused(string given) =>
        Assert.Equal("InvalidValue", Assert.Throws<InvalidValueException>(() => ListenAddresses.Check([IPAddress.Parse(given)], "ListenAddress")).ErrorId);

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("192.169.1.1", false)]
    [InlineData("100.64.0.1", true)]
    [InlineData("100.128.0.1", false)]
    [InlineData("127.0.0.3", true)]
    [InlineData("169.254.1.1", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("2001:db8::1", false)]
    public void Private_is_what_the_internet_does_not_reach(string given, bool isPrivate) => Assert.Equal(isPrivate, ListenAddresses.IsPrivate(IPAddress.Parse(given)));
}
