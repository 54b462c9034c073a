using System.Text.Json.Serialization;
using ClusterManagement.Providers.Proxmox.Json;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>A storage as one node sees it, from <c>GET /nodes/{node}/storage</c>.</summary>
public sealed record ProxmoxStorage
{
    /// <summary>The storage's name.</summary>
    [JsonPropertyName("storage")]
    public string Name
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>The storage's type, for example <c>dir</c> or <c>lvmthin</c>.</summary>
    [JsonPropertyName("type")]
    public string Type
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>What it may hold: <c>rootdir</c> for containers, <c>vztmpl</c> for templates, and others.</summary>
    [JsonPropertyName("content")]
    [JsonConverter(typeof(SeparatedListConverter))]
    public IReadOnlyList<string> Content
    {
        get => field ?? [];
        init;
    }

    /// <summary>Size, in bytes; 0 when the storage is not active.</summary>
    [JsonPropertyName("total")]
    public long TotalBytes { get; init; }

    /// <summary>In use, in bytes.</summary>
    [JsonPropertyName("used")]
    public long UsedBytes { get; init; }

    /// <summary>Free, in bytes.</summary>
    [JsonPropertyName("avail")]
    public long AvailableBytes { get; init; }

    /// <summary>True when the configuration enables it.</summary>
    [JsonPropertyName("enabled")]
    public bool IsEnabled { get; init; }

    /// <summary>True when the node can use it now.</summary>
    [JsonPropertyName("active")]
    public bool IsActive { get; init; }

    /// <summary>True when several nodes see the same storage.</summary>
    [JsonPropertyName("shared")]
    public bool IsShared { get; init; }

    /// <summary>Whether the storage may hold a kind of content.</summary>
    /// <param name="content">The kind, for example <c>rootdir</c>.</param>
    public bool Holds(string content) => Content.Contains(content, StringComparer.Ordinal);
}
