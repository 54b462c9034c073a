namespace ClusterManagement.Providers.Proxmox;

/// <summary>An interface inside a running container, from <c>GET /nodes/{node}/lxc/{vmid}/interfaces</c>.</summary>
/// <param name="Name">The interface's name, for example <c>eth0</c> or <c>lo</c>.</param>
/// <param name="HardwareAddress">Its MAC address in upper case.</param>
/// <param name="Addresses">The addresses it has now, IPv4 and IPv6.</param>
public sealed record ContainerInterface(string Name, string? HardwareAddress, IReadOnlyList<InterfaceAddress> Addresses);
