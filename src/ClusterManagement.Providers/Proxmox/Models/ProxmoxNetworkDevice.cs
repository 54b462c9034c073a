using System.Text.Json.Serialization;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>A network device of a node, from <c>GET /nodes/{node}/network</c>.</summary>
public sealed record ProxmoxNetworkDevice
{
    /// <summary>The device's name, for example <c>vmbr0</c>.</summary>
    [JsonPropertyName("iface")]
    public string Name
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>The kind, for example <c>bridge</c> or <c>OVSBridge</c>.</summary>
    [JsonPropertyName("type")]
    public string Type
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>The device's own address with its prefix length, when it has one.</summary>
    [JsonPropertyName("cidr")]
    public string? Cidr { get; init; }
}
