using System.Text.Json.Serialization;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>Memory or space of a node, in bytes.</summary>
public sealed record ProxmoxCapacity
{
    /// <summary>In all, in bytes.</summary>
    [JsonPropertyName("total")]
    public long TotalBytes { get; init; }

    /// <summary>In use, in bytes.</summary>
    [JsonPropertyName("used")]
    public long UsedBytes { get; init; }

    /// <summary>Free, in bytes.</summary>
    [JsonPropertyName("free")]
    public long FreeBytes { get; init; }
}
