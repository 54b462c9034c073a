using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>Where a container may go, from <c>GET /nodes/{node}/lxc/{vmid}/migrate</c>.</summary>
public sealed record MigrationCheck
{
    /// <summary>The nodes it may go to.</summary>
    [JsonPropertyName("allowed-nodes")]
    public IReadOnlyList<string>? AllowedNodes { get; init; }

    /// <summary>The nodes it may not go to, each with what is in the way.</summary>
    [JsonPropertyName("not-allowed-nodes")]
    public IReadOnlyDictionary<string, JsonElement>? RefusedNodes { get; init; }

    /// <summary>Says what is in the way of a node in Proxmox's terms; null when nothing is.</summary>
    /// <param name="node">The node.</param>
    public string? Obstacle(string node)
    {
        if (RefusedNodes?.TryGetValue(node, out var reasons) == true) return reasons.GetRawText();
        return AllowedNodes?.Contains(node, StringComparer.Ordinal) == false
            ? $"it may go to {(AllowedNodes.Count == 0 ? "no node" : string.Join(", ", AllowedNodes))}"
            : null;
    }
}
