using System.Text.Json.Serialization;
using ClusterManagement.Providers.Proxmox.Json;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>
/// A container's state, from <c>GET /nodes/{node}/lxc</c> and <c>GET /nodes/{node}/lxc/{vmid}/status/current</c>.
/// </summary>
public sealed record ProxmoxContainer
{
    /// <summary>The container's id.</summary>
    [JsonPropertyName("vmid")]
    public int VmId { get; init; }

    /// <summary>The container's name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary><c>running</c> or <c>stopped</c>.</summary>
    [JsonPropertyName("status")]
    public string Status
    {
        get => field ?? "unknown";
        init;
    }

    /// <summary>True when the container runs.</summary>
    [JsonIgnore]
    public bool IsRunning => Status == "running";

    /// <summary>The operation that holds the container, for example <c>create</c> or <c>backup</c>; null when none does.</summary>
    [JsonPropertyName("lock")]
    public string? Lock
    {
        get;
        init => field = string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>True for a template.</summary>
    [JsonPropertyName("template")]
    public bool IsTemplate { get; init; }

    /// <summary>The tags.</summary>
    [JsonPropertyName("tags")]
    [JsonConverter(typeof(SeparatedListConverter))]
    public IReadOnlyList<string> Tags
    {
        get => field ?? [];
        init;
    }

    /// <summary>Processors it may use.</summary>
    [JsonPropertyName("cpus")]
    public double CpuCount { get; init; }

    /// <summary>Load as a fraction of those processors.</summary>
    [JsonPropertyName("cpu")]
    public double CpuUsage { get; init; }

    /// <summary>Memory in use, in bytes.</summary>
    [JsonPropertyName("mem")]
    public long MemoryUsedBytes { get; init; }

    /// <summary>Memory it may use, in bytes.</summary>
    [JsonPropertyName("maxmem")]
    public long MemoryTotalBytes { get; init; }

    /// <summary>Swap in use, in bytes.</summary>
    [JsonPropertyName("swap")]
    public long SwapUsedBytes { get; init; }

    /// <summary>Swap it may use, in bytes.</summary>
    [JsonPropertyName("maxswap")]
    public long SwapTotalBytes { get; init; }

    /// <summary>Space in use on its root disk, in bytes; 0 while it is stopped.</summary>
    [JsonPropertyName("disk")]
    public long DiskUsedBytes { get; init; }

    /// <summary>Size of its root disk, in bytes.</summary>
    [JsonPropertyName("maxdisk")]
    public long DiskTotalBytes { get; init; }

    /// <summary>Bytes received since it started.</summary>
    [JsonPropertyName("netin")]
    public long NetworkInBytes { get; init; }

    /// <summary>Bytes sent since it started.</summary>
    [JsonPropertyName("netout")]
    public long NetworkOutBytes { get; init; }

    /// <summary>Seconds since it started, 0 while it is stopped.</summary>
    [JsonPropertyName("uptime")]
    public long UptimeSeconds { get; init; }
}
