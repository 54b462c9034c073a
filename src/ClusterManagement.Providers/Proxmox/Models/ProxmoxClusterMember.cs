using System.Text.Json.Serialization;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>
/// An entry of <c>GET /cluster/status</c>: the cluster itself, or one of its nodes. A server that is in no cluster has one
/// entry, its own.
/// </summary>
public sealed record ProxmoxClusterMember
{
    /// <summary><c>cluster</c> or <c>node</c>.</summary>
    [JsonPropertyName("type")]
    public string Type
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>The cluster's or the node's name.</summary>
    [JsonPropertyName("name")]
    public string Name
    {
        get => field ?? string.Empty;
        init;
    }

    /// <summary>The address the node's name resolves to; null for the cluster.</summary>
    [JsonPropertyName("ip")]
    public string? Address { get; init; }

    /// <summary>True for the node that answered.</summary>
    [JsonPropertyName("local")]
    public bool IsLocal { get; init; }

    /// <summary>True for a node that is online.</summary>
    [JsonPropertyName("online")]
    public bool IsOnline { get; init; }

    /// <summary>True for a cluster in which a majority of nodes is online, so that changes are possible.</summary>
    [JsonPropertyName("quorate")]
    public bool IsQuorate { get; init; }

    /// <summary>True for a node, as opposed to the cluster.</summary>
    [JsonIgnore]
    public bool IsNode => Type == "node";
}
