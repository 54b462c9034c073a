using ClusterManagement.Providers.Proxmox.Json;
using ClusterManagement.Providers.Proxmox.Transport;

namespace ClusterManagement.Providers.Proxmox;

// Snapshots of containers. A name that is taken or missing fails in the task.
public sealed partial class ProxmoxClient
{
    /// <summary><c>GET /nodes/{node}/lxc/{vmid}/snapshot</c>: the snapshots, without the entry that stands for the present state.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<ProxmoxSnapshot>> GetSnapshotsAsync(string node, int vmid, CancellationToken cancellationToken)
    {
        var all = await ListAsync(ApiPath.Container(node, vmid, "snapshot"), ProxmoxJson.Default.ProxmoxSnapshotArray, cancellationToken);
        var present = all.FirstOrDefault(snapshot => snapshot.Name == ProxmoxSnapshot.Present)?.Parent;
        return [.. all.Where(snapshot => snapshot.Name != ProxmoxSnapshot.Present)
            .Select(snapshot => snapshot with { IsParentOfPresent = snapshot.Name == present })];
    }

    /// <summary><c>POST /nodes/{node}/lxc/{vmid}/snapshot</c>: takes a snapshot.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="name">The snapshot's name.</param>
    /// <param name="description">Its description.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Upid> TakeSnapshotAsync(string node, int vmid, string name, string? description, CancellationToken cancellationToken) =>
        StartTaskAsync(
            HttpMethod.Post,
            ApiPath.Container(node, vmid, "snapshot"),
            Parameters(("snapname", name), ("description", description)),
            cancellationToken);

    /// <summary><c>POST /nodes/{node}/lxc/{vmid}/snapshot/{snapname}/rollback</c>: goes back to a snapshot; the container is stopped then.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="name">The snapshot's name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Upid> RollBackAsync(string node, int vmid, string name, CancellationToken cancellationToken) =>
        StartTaskAsync(HttpMethod.Post, ApiPath.Container(node, vmid, "snapshot", name, "rollback"), null, cancellationToken);

    /// <summary><c>DELETE /nodes/{node}/lxc/{vmid}/snapshot/{snapname}</c>: removes a snapshot.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="name">The snapshot's name.</param>
    /// <param name="force">Whether to take it out of the configuration even when the storage does not let its disks go.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Upid> DeleteSnapshotAsync(string node, int vmid, string name, bool force, CancellationToken cancellationToken) =>
        StartTaskAsync(
            HttpMethod.Delete, ApiPath.Container(node, vmid, "snapshot", name), Parameters(("force", Flag(force))), cancellationToken);
}
