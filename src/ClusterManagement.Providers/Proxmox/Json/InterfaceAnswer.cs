using System.Text.Json.Serialization;

namespace ClusterManagement.Providers.Proxmox.Json;

/// <summary>One entry of <c>GET /nodes/{node}/lxc/{vmid}/interfaces</c>, in the old and the new shape at once.</summary>
internal sealed class InterfaceAnswer
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("hwaddr")]
    public string? HardwareAddress { get; init; }

    [JsonPropertyName("hardware-address")]
    public string? NewHardwareAddress { get; init; }

    [JsonPropertyName("inet")]
    public string? Ipv4 { get; init; }

    [JsonPropertyName("inet6")]
    public string? Ipv6 { get; init; }

    [JsonPropertyName("ip-addresses")]
    public AddressAnswer[]? Addresses { get; init; }

    internal ContainerInterface ToInterface()
    {
        var listed = (Addresses ?? []).Select(a => InterfaceAddress.TryParse(a.Address, a.Prefix));
        var single = new[] { Ipv4, Ipv6 }.Select(cidr => InterfaceAddress.TryParse(cidr));
        return new ContainerInterface(
            Name ?? string.Empty,
            (HardwareAddress ?? NewHardwareAddress)?.ToUpperInvariant(),
            [.. listed.Concat(single).OfType<InterfaceAddress>().Distinct()]);
    }

    /// <summary>One address in the shape of newer releases.</summary>
    internal sealed class AddressAnswer
    {
        [JsonPropertyName("ip-address")]
        public string? Address { get; init; }

        [JsonPropertyName("prefix")]
        public int? Prefix { get; init; }
    }
}
