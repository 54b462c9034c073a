using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>What Proxmox is asked for to make a container.</summary>
internal static class ContainerRequest
{
    /// <summary>The first interface, with the MAC address and the address that were reserved.</summary>
    /// <param name="plan">The container.</param>
    /// <param name="row">Its row.</param>
    public static NetworkInterfaceSpec Network(ContainerPlan plan, ContainerEntity row) => new()
    {
        Bridge = plan.Draft.Bridge,
        HardwareAddress = row.MacAddress,
        Ip = plan.Draft.Dhcp ? "dhcp" : $"{row.Ipv4Address}/{plan.Network.Mask.PrefixLength}",
        Gateway = plan.Draft.Dhcp ? null : Ipv4.Format(plan.Network.Gateway),
    };
}
