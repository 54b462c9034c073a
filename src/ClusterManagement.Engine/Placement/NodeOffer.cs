using ClusterManagement.Data.Entities;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Placement;

/// <summary>What a node has for a container, before what is being placed elsewhere in the same pipeline is counted.</summary>
/// <param name="Node">The node.</param>
/// <param name="Look">How it does.</param>
/// <param name="Storages">Its storages that are enabled.</param>
/// <param name="Fault">Why it cannot take the container; null when it can.</param>
internal sealed record NodeOffer(NodeEntity Node, NodeLook Look, IReadOnlyList<ProxmoxStorage> Storages, string? Fault);
