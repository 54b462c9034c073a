using ClusterManagement.Providers.Proxmox.Json;
using ClusterManagement.Providers.Proxmox.Transport;

namespace ClusterManagement.Providers.Proxmox;

// What changes containers that are there: disks, places, copies.
public sealed partial class ProxmoxClient
{
    /// <summary><c>GET /nodes/{node}/lxc/{vmid}/pending</c>: the options with the changes that wait for a restart.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<PendingOption>> GetPendingAsync(string node, int vmid, CancellationToken cancellationToken) =>
        ListAsync(ApiPath.Container(node, vmid, "pending"), ProxmoxJson.Default.PendingOptionArray, cancellationToken);

    /// <summary><c>PUT /nodes/{node}/lxc/{vmid}/resize</c>: makes a disk larger; Proxmox shrinks none.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="disk"><c>rootfs</c> or <c>mp0</c> to <c>mp255</c>.</param>
    /// <param name="sizeGiB">The new size in GiB.</param>
    /// <param name="digest">The configuration's version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Upid> ResizeAsync(string node, int vmid, string disk, int sizeGiB, string? digest, CancellationToken cancellationToken) =>
        StartTaskAsync(
            HttpMethod.Put,
            ApiPath.Container(node, vmid, "resize"),
            Parameters(("disk", disk), ("size", $"{Number(sizeGiB)}G"), ("digest", digest)),
            cancellationToken);

    /// <summary><c>GET /nodes/{node}/lxc/{vmid}/migrate</c>: where a container may go. Proxmox VE 9.1 and later.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="target">The node it shall go to.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<MigrationCheck> GetMigrationCheckAsync(string node, int vmid, string target, CancellationToken cancellationToken) =>
        GetAsync(
            ApiPath.Container(node, vmid, "migrate"), ProxmoxJson.Default.MigrationCheck, cancellationToken, Parameters(("target", target)));

    /// <summary><c>POST /nodes/{node}/lxc/{vmid}/migrate</c>: moves a container to another node of the cluster.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="request">Where to, and how.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Upid> MigrateAsync(string node, int vmid, MigrationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return StartTaskAsync(
            HttpMethod.Post,
            ApiPath.Container(node, vmid, "migrate"),
            Parameters(
                ("target", request.Target),
                ("restart", Flag(request.Restart)),
                ("timeout", request.Restart ? Seconds(request.ShutdownTimeout) : null),
                ("target-storage", request.TargetStorage)),
            cancellationToken);
    }

    /// <summary><c>POST /nodes/{node}/lxc/{vmid}/clone</c>: copies a container.</summary>
    /// <param name="node">The node of the one that is copied.</param>
    /// <param name="vmid">The id of the one that is copied.</param>
    /// <param name="request">The copy.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Upid> CloneAsync(string node, int vmid, CloneRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return StartTaskAsync(
            HttpMethod.Post,
            ApiPath.Container(node, vmid, "clone"),
            Parameters(
                ("newid", Number(request.VmId)),
                ("hostname", request.Hostname),
                ("description", request.Description),
                ("full", request.Full ? "1" : "0"),
                ("storage", request.Full ? request.Storage : null),
                ("target", request.Target)),
            cancellationToken);
    }
}
