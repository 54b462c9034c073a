using System.Globalization;
using System.Net;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>An address a container has now.</summary>
/// <param name="Address">The address.</param>
/// <param name="PrefixLength">The length of its network part in bits.</param>
public sealed record InterfaceAddress(IPAddress Address, int PrefixLength)
{
    internal static InterfaceAddress? TryParse(string? cidr)
    {
        var parts = (cidr ?? string.Empty).Split('/', 2);
        var hasPrefix = int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && parts.Length == 2;
        return TryParse(parts[0], hasPrefix ? bits : null);
    }

    internal static InterfaceAddress? TryParse(string? address, int? prefix) =>
        IPAddress.TryParse(address, out var ip) ? new InterfaceAddress(ip, prefix ?? ip.GetAddressBytes().Length * 8) : null;
}
