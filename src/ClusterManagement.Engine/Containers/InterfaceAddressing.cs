using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Sites;
using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Containers;

/// <summary>Gives an interface the address its container is registered with.</summary>
internal static class InterfaceAddressing
{
    /// <summary>The interface that asks a DHCP server.</summary>
    /// <param name="net">The interface.</param>
    public static NetworkInterfaceSpec ByDhcp(NetworkInterfaceSpec net) => net.With("ip", "dhcp").With("gw", null);

    /// <summary>The interface with the row's address.</summary>
    /// <param name="net">The interface.</param>
    /// <param name="row">The row, with its node's site.</param>
    public static NetworkInterfaceSpec Static(NetworkInterfaceSpec net, ContainerEntity row)
    {
        var network = SiteService.Network(row.Node.Site);
        return net.With("ip", $"{row.Ipv4Address}/{network.Mask.PrefixLength}").With("gw", Ipv4.Format(network.Gateway));
    }

    /// <summary>The interface with the row's MAC address, and with its address unless it asks a DHCP server.</summary>
    /// <param name="net">The interface.</param>
    /// <param name="row">The row, with its node's site.</param>
    public static NetworkInterfaceSpec Own(NetworkInterfaceSpec net, ContainerEntity row)
    {
        var own = net.With("hwaddr", row.MacAddress);
        return own.Ip is "dhcp" ? own : Static(own, row);
    }
}
