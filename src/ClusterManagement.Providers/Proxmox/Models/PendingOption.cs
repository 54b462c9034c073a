using System.Text.Json.Serialization;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>An option of a container, from <c>GET /nodes/{node}/lxc/{vmid}/pending</c>.</summary>
public sealed record PendingOption
{
    /// <summary>The option's name in the API.</summary>
    [JsonPropertyName("key")]
    public string Key
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>The value in force.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; init; }

    /// <summary>The value that comes with the next start; null when none waits.</summary>
    [JsonPropertyName("pending")]
    public string? Pending { get; init; }

    /// <summary>Above 0 when the option goes with the next start.</summary>
    [JsonPropertyName("delete")]
    public int Delete { get; init; }

    /// <summary>True when a change waits for the next start.</summary>
    [JsonIgnore]
    public bool IsPending => Pending is not null || Delete > 0;
}
