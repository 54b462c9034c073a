using System.Text.Json.Serialization;
using ClusterManagement.Providers.Proxmox.Json;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>A template, disk or backup on a storage, from <c>GET /nodes/{node}/storage/{storage}/content</c>.</summary>
public sealed record ProxmoxVolume
{
    /// <summary>The volume's identifier, for example <c>local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst</c>.</summary>
    [JsonPropertyName("volid")]
    public string VolumeId
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>The kind: <c>vztmpl</c>, <c>rootdir</c>, <c>backup</c> and others.</summary>
    [JsonPropertyName("content")]
    public string Content
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>The file's or disk's format.</summary>
    [JsonPropertyName("format")]
    public string? Format { get; init; }

    /// <summary>Size, in bytes.</summary>
    [JsonPropertyName("size")]
    public long SizeBytes { get; init; }

    /// <summary>When it was created, in UTC.</summary>
    [JsonPropertyName("ctime")]
    [JsonConverter(typeof(UnixTimeConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The container it belongs to.</summary>
    [JsonPropertyName("vmid")]
    public int? VmId { get; init; }

    /// <summary>The notes that were made with a backup.</summary>
    [JsonPropertyName("notes")]
    public string? Notes { get; init; }

    /// <summary>True for a backup that is kept from removal.</summary>
    [JsonPropertyName("protected")]
    public bool IsProtected { get; init; }

    /// <summary>The file's name without storage and folder.</summary>
    [JsonIgnore]
    public string FileName => VolumeId[(VolumeId.LastIndexOfAny(['/', ':']) + 1)..];
}
