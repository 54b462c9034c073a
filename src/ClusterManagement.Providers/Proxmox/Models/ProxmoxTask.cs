using System.Text.Json.Serialization;
using ClusterManagement.Providers.Proxmox.Json;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>
/// A task, from <c>GET /nodes/{node}/tasks</c> and <c>GET /nodes/{node}/tasks/{upid}/status</c>. The two spell the state
/// differently; <see cref="IsRunning"/> and <see cref="ExitStatus"/> mean the same for both.
/// </summary>
public sealed record ProxmoxTask
{
    /// <summary>The exit text of a task whose worker died without one.</summary>
    public const string DiedSilently = "unexpected status";

    /// <summary>The task's identifier as Proxmox wrote it.</summary>
    [JsonPropertyName("upid")]
    public string UpidText
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>The task's identifier, its default value when the text is not one.</summary>
    [JsonIgnore]
    public Upid Upid => Upid.TryParse(UpidText, out var upid) ? upid : default;

    /// <summary>The node the task runs on.</summary>
    [JsonPropertyName("node")]
    public string Node
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>The kind of work, for example <c>vzcreate</c>.</summary>
    [JsonPropertyName("type")]
    public string Type
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>What the task works on, often a container's id.</summary>
    [JsonPropertyName("id")]
    public string Id
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>Who started it, without a token's name.</summary>
    [JsonPropertyName("user")]
    public string User
    {
        get => field ?? string.Empty;
        init => field = value?.Split('!')[0];
    }

    /// <summary>When it started, in UTC.</summary>
    [JsonPropertyName("starttime")]
    [JsonConverter(typeof(UnixTimeConverter))]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, in UTC.</summary>
    [JsonPropertyName("endtime")]
    [JsonConverter(typeof(UnixTimeConverter))]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The state as Proxmox wrote it: <c>running</c>, <c>RUNNING</c>, <c>stopped</c>, or in lists the exit text.</summary>
    [JsonPropertyName("status")]
    public string? RawStatus { get; init; }

    /// <summary>The exit text as Proxmox wrote it; lists have none.</summary>
    [JsonPropertyName("exitstatus")]
    public string? RawExitStatus { get; init; }

    /// <summary>True while the task runs.</summary>
    [JsonIgnore]
    public bool IsRunning =>
        EndedAt is null
        && RawExitStatus is null
        && (string.IsNullOrEmpty(RawStatus) || RawStatus.Equals("running", StringComparison.OrdinalIgnoreCase));

    /// <summary>How it ended: <c>OK</c>, <c>WARNINGS: n</c> or an error's text; null while it runs.</summary>
    [JsonIgnore]
    public string? ExitStatus => IsRunning ? null : RawExitStatus ?? (RawStatus is null or "stopped" ? DiedSilently : RawStatus);
}
