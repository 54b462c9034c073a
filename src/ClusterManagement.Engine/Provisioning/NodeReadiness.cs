namespace ClusterManagement.Engine.Provisioning;

/// <summary>What a node offers for a container.</summary>
/// <param name="Template">The template's volume id.</param>
/// <param name="Storage">The storage for the root disk.</param>
/// <param name="ContainerId">The id Proxmox takes to be free, or the one that was asked for.</param>
/// <param name="IsStorageShared">Whether other nodes see the same storage.</param>
internal sealed record NodeReadiness(string Template, string Storage, int ContainerId, bool IsStorageShared);
