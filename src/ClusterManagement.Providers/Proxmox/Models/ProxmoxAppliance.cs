using System.Text.Json.Serialization;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>A template that can be downloaded, from <c>GET /nodes/{node}/aplinfo</c>.</summary>
public sealed record ProxmoxAppliance
{
    /// <summary>The file's name, for example <c>debian-12-standard_12.7-1_amd64.tar.zst</c>.</summary>
    [JsonPropertyName("template")]
    public string Template
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>The kind: <c>system</c>, <c>turnkeylinux</c>, <c>mail</c>.</summary>
    [JsonPropertyName("section")]
    public string? Section { get; init; }

    /// <summary>What it is, in a few words.</summary>
    [JsonPropertyName("headline")]
    public string? Headline { get; init; }

    /// <summary>Its version.</summary>
    [JsonPropertyName("version")]
    public string? Version { get; init; }

    /// <summary>What it is for: <c>lxc</c> for containers.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }
}
