using System.Text.Json.Serialization;
using ClusterManagement.Providers.Proxmox.Json;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>A snapshot of a container, from <c>GET /nodes/{node}/lxc/{vmid}/snapshot</c>.</summary>
public sealed record ProxmoxSnapshot
{
    /// <summary>The name under which Proxmox lists the present state.</summary>
    internal const string Present = "current";

    /// <summary>The name.</summary>
    [JsonPropertyName("name")]
    public string Name
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>The description without the final newline Proxmox adds; null when there is none.</summary>
    [JsonPropertyName("description")]
    public string? Description
    {
        get;
        init => field = string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    /// <summary>The snapshot before this one.</summary>
    [JsonPropertyName("parent")]
    public string? Parent { get; init; }

    /// <summary>When it was taken, in UTC.</summary>
    [JsonPropertyName("snaptime")]
    [JsonConverter(typeof(UnixTimeConverter))]
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>True when the present state comes from this snapshot.</summary>
    [JsonIgnore]
    public bool IsParentOfPresent { get; init; }
}
