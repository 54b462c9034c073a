using System.Text.Json.Serialization;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>A line of a task's log, from <c>GET /nodes/{node}/tasks/{upid}/log</c>.</summary>
public sealed record TaskLogLine
{
    /// <summary>The line's number, from 1.</summary>
    [JsonPropertyName("n")]
    public int Number { get; init; }

    /// <summary>The line's text.</summary>
    [JsonPropertyName("t")]
    public string Text
    {
        get => field ?? string.Empty;
        init;
    }
}
