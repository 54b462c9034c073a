using System.Text.Json.Serialization;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>How a node does, from <c>GET /nodes/{node}/status</c>.</summary>
public sealed record ProxmoxNodeStatus
{
    /// <summary>The main memory.</summary>
    [JsonPropertyName("memory")]
    public ProxmoxCapacity? Memory { get; init; }

    /// <summary>The swap space.</summary>
    [JsonPropertyName("swap")]
    public ProxmoxCapacity? Swap { get; init; }

    /// <summary>The root file system.</summary>
    [JsonPropertyName("rootfs")]
    public ProxmoxCapacity? RootFileSystem { get; init; }

    /// <summary>Load of the processors as a fraction of 1.</summary>
    [JsonPropertyName("cpu")]
    public double CpuUsage { get; init; }

    /// <summary>The processors.</summary>
    [JsonPropertyName("cpuinfo")]
    public ProxmoxProcessors? Processors { get; init; }

    /// <summary>The manager's version, for example <c>pve-manager/9.2.11/14a22df3</c>.</summary>
    [JsonPropertyName("pveversion")]
    public string? ManagerVersion { get; init; }

    /// <summary>The kernel's version.</summary>
    [JsonPropertyName("kversion")]
    public string? KernelVersion { get; init; }

    /// <summary>Seconds since the node started.</summary>
    [JsonPropertyName("uptime")]
    public long UptimeSeconds { get; init; }

    /// <summary>Processes ready to run, averaged over 1, 5 and 15 minutes.</summary>
    [JsonPropertyName("loadavg")]
    public double[]? LoadAverage { get; init; }
}
