using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>What Proxmox says of a container.</summary>
/// <param name="Node">The node it is on.</param>
/// <param name="IsRunning">Whether it runs.</param>
/// <param name="OwnershipId">The mark in its description, if it has one.</param>
/// <param name="Config">Its configuration.</param>
internal sealed record RemoteState(string Node, bool IsRunning, Guid? OwnershipId, ContainerConfig Config);
