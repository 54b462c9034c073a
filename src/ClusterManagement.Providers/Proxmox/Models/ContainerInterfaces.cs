using System.Net;
using System.Net.Sockets;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>Questions to ask of a container's interfaces.</summary>
public static class ContainerInterfaces
{
    /// <summary>
    /// The IPv4 addresses others can reach: neither loopback nor link-local. Empty while DHCP has not answered yet.
    /// </summary>
    /// <param name="interfaces">What the container has now.</param>
    public static IReadOnlyList<IPAddress> RoutableIpv4(this IEnumerable<ContainerInterface> interfaces)
    {
        ArgumentNullException.ThrowIfNull(interfaces);
        return [.. interfaces.Where(i => i.Name != "lo").SelectMany(i => i.Addresses).Select(a => a.Address).Where(IsRoutable).Distinct()];
    }

    private static bool IsRoutable(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetwork || IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any))
        {
            return false;
        }

        var bytes = address.GetAddressBytes();
        return !(bytes[0] == 169 && bytes[1] == 254);
    }
}
