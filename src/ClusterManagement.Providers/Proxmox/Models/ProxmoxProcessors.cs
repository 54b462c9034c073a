using System.Text.Json.Serialization;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>The processors of a node.</summary>
public sealed record ProxmoxProcessors
{
    /// <summary>Threads in all.</summary>
    [JsonPropertyName("cpus")]
    public int Count { get; init; }

    /// <summary>Cores of one socket.</summary>
    [JsonPropertyName("cores")]
    public int Cores { get; init; }

    /// <summary>Sockets.</summary>
    [JsonPropertyName("sockets")]
    public int Sockets { get; init; }

    /// <summary>The model's name.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }
}
