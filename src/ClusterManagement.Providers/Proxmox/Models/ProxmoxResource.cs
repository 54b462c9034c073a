using System.Text.Json.Serialization;
using ClusterManagement.Providers.Proxmox.Json;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>
/// A container, node or storage anywhere in the cluster, from <c>GET /cluster/resources</c>. The list is about ten
/// seconds old: a fresh container is <c>unknown</c> there; ask its status for the truth.
/// </summary>
public sealed record ProxmoxResource
{
    /// <summary>The identifier, for example <c>lxc/100</c>, <c>node/pve1</c>, <c>storage/pve1/local</c>.</summary>
    [JsonPropertyName("id")]
    public string Id
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary><c>lxc</c>, <c>qemu</c>, <c>node</c>, <c>storage</c> or another kind.</summary>
    [JsonPropertyName("type")]
    public string Type
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>The node that has it.</summary>
    [JsonPropertyName("node")]
    public string? Node { get; init; }

    /// <summary>The container's or machine's id.</summary>
    [JsonPropertyName("vmid")]
    public int? VmId { get; init; }

    /// <summary>The container's or machine's name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>The state, in words that depend on the kind.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>True for a template.</summary>
    [JsonPropertyName("template")]
    public bool IsTemplate { get; init; }

    /// <summary>The operation that holds the container, if one does.</summary>
    [JsonPropertyName("lock")]
    public string? Lock
    {
        get;
        init => field = string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>The tags.</summary>
    [JsonPropertyName("tags")]
    [JsonConverter(typeof(SeparatedListConverter))]
    public IReadOnlyList<string> Tags
    {
        get => field ?? [];
        init;
    }

    /// <summary>The resource pool.</summary>
    [JsonPropertyName("pool")]
    public string? Pool { get; init; }

    /// <summary>The storage's name.</summary>
    [JsonPropertyName("storage")]
    public string? Storage { get; init; }

    /// <summary>What the storage may hold, for example <c>rootdir</c>, <c>vztmpl</c>.</summary>
    [JsonPropertyName("content")]
    [JsonConverter(typeof(SeparatedListConverter))]
    public IReadOnlyList<string> Content
    {
        get => field ?? [];
        init;
    }

    /// <summary>The storage's type, for example <c>lvmthin</c>.</summary>
    [JsonPropertyName("plugintype")]
    public string? PluginType { get; init; }

    /// <summary>True when several nodes see the same storage.</summary>
    [JsonPropertyName("shared")]
    public bool IsShared { get; init; }

    /// <summary>Load as a fraction of the processors it may use.</summary>
    [JsonPropertyName("cpu")]
    public double CpuUsage { get; init; }

    /// <summary>Processors.</summary>
    [JsonPropertyName("maxcpu")]
    public double CpuCount { get; init; }

    /// <summary>Memory in use, in bytes.</summary>
    [JsonPropertyName("mem")]
    public long MemoryUsedBytes { get; init; }

    /// <summary>Memory in all, in bytes.</summary>
    [JsonPropertyName("maxmem")]
    public long MemoryTotalBytes { get; init; }

    /// <summary>Space in use, in bytes.</summary>
    [JsonPropertyName("disk")]
    public long DiskUsedBytes { get; init; }

    /// <summary>Space in all, in bytes.</summary>
    [JsonPropertyName("maxdisk")]
    public long DiskTotalBytes { get; init; }

    /// <summary>Seconds since it started.</summary>
    [JsonPropertyName("uptime")]
    public long UptimeSeconds { get; init; }
}
