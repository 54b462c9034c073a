using System.Text.Json.Serialization;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>A node of the Proxmox cluster, from <c>GET /nodes</c>. An offline node has a name and a status only.</summary>
public sealed record ProxmoxNode
{
    /// <summary>The node's name.</summary>
    [JsonPropertyName("node")]
    public string Name
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary><c>online</c>, <c>offline</c> or <c>unknown</c>.</summary>
    [JsonPropertyName("status")]
    public string Status
    {
        get => field ?? "unknown";
        init;
    }

    /// <summary>True when the node is online.</summary>
    [JsonIgnore]
    public bool IsOnline => Status == "online";

    /// <summary>Load of the processors as a fraction of 1.</summary>
    [JsonPropertyName("cpu")]
    public double CpuUsage { get; init; }

    /// <summary>Number of processors.</summary>
    [JsonPropertyName("maxcpu")]
    public int CpuCount { get; init; }

    /// <summary>Memory in use, in bytes.</summary>
    [JsonPropertyName("mem")]
    public long MemoryUsedBytes { get; init; }

    /// <summary>Memory in all, in bytes.</summary>
    [JsonPropertyName("maxmem")]
    public long MemoryTotalBytes { get; init; }

    /// <summary>Space in use on the root file system, in bytes.</summary>
    [JsonPropertyName("disk")]
    public long DiskUsedBytes { get; init; }

    /// <summary>Size of the root file system, in bytes.</summary>
    [JsonPropertyName("maxdisk")]
    public long DiskTotalBytes { get; init; }

    /// <summary>Seconds since the node started.</summary>
    [JsonPropertyName("uptime")]
    public long UptimeSeconds { get; init; }

    /// <summary>The SHA-256 fingerprint of the node's certificate, with colons.</summary>
    [JsonPropertyName("ssl_fingerprint")]
    public string? CertificateFingerprint { get; init; }
}
