using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Discovery;

/// <summary>A node of a cluster, as its API described it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Address">The address its name resolves to, when the credential may see it.</param>
/// <param name="IsAnswering">True for the node that was asked.</param>
/// <param name="Storages">Its storages; empty while it is offline.</param>
/// <param name="Bridges">Its bridges; empty while it is offline.</param>
internal sealed record SurveyedNode(
    ProxmoxNode Node, string? Address, bool IsAnswering, IReadOnlyList<NodeStorage> Storages, IReadOnlyList<string> Bridges);
