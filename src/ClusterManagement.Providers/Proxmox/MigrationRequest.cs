namespace ClusterManagement.Providers.Proxmox;

/// <summary>What <c>POST /nodes/{node}/lxc/{vmid}/migrate</c> is asked for.</summary>
/// <param name="Target">The node to go to.</param>
/// <param name="Restart">Whether a running container is shut down here and started there; it cannot move while it runs.</param>
/// <param name="ShutdownTimeout">How long that shutdown may take.</param>
/// <param name="TargetStorage">The storage for its disks; null takes the one of the same name.</param>
public sealed record MigrationRequest(string Target, bool Restart, TimeSpan ShutdownTimeout, string? TargetStorage);
