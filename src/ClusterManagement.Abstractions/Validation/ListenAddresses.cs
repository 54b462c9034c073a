using System.Net;
using System.Net.Sockets;

namespace ClusterManagement.Validation;

/// <summary>The addresses daemons are to listen on.</summary>
public static class ListenAddresses
{
    /// <summary>Checks addresses, and leaves out those that others among them cover: a second listener on the same address would fail.</summary>
    /// <param name="values">The addresses.</param>
    /// <param name="parameter">The parameter they came in by.</param>
    public static IReadOnlyList<IPAddress> Check(IEnumerable<IPAddress> values, string parameter)
    {
        var addresses = values.Select(value => value.IsIPv4MappedToIPv6 ? value.MapToIPv4() : new IPAddress(value.GetAddressBytes())).Distinct().ToList();
        if (addresses.Find(IsNoHost) is { } wrong) throw new InvalidValueException(parameter, wrong, "an address of one host that needs no interface's name beside it");
        return [.. addresses.Where(address => IsEverywhere(address) || !addresses.Exists(other => IsEverywhere(other) && other.AddressFamily == address.AddressFamily))];
    }

    /// <summary>True for the addresses that stand for all of their family.</summary>
    /// <param name="address">The address.</param>
    public static bool IsEverywhere(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    /// <summary>
    /// True for addresses that hosts of the internet do not reach: loopback, private (RFC 1918, RFC 4193), shared (RFC 6598) and link-local
    /// ones.
    /// </summary>
    /// <param name="address">The address.</param>
    public static bool IsPrivate(IPAddress address)
    {
        if (IPAddress.IsLoopback(address) || address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal) return true;
        return address.AddressFamily == AddressFamily.InterNetwork
            && address.GetAddressBytes() is [10, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..] or [100, >= 64 and <= 127, ..] or [169, 254, ..];
    }

    // Multicast and broadcast, and what is an address only together with an interface.
    private static bool IsNoHost(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? address.GetAddressBytes()[0] >= 224
        : address.IsIPv6LinkLocal || address.IsIPv6Multicast;
}
