using ClusterManagement.Providers.Proxmox.Json;
using ClusterManagement.Providers.Proxmox.Transport;

namespace ClusterManagement.Providers.Proxmox;

// Backups of containers.
public sealed partial class ProxmoxClient
{
    /// <summary><c>POST /nodes/{node}/vzdump</c>: backs one container up. Older backups are left, whatever the storage's retention.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="request">What to back up, and how.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Upid> BackUpAsync(string node, BackupRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return StartTaskAsync(
            HttpMethod.Post,
            ApiPath.Of("nodes", node, "vzdump"),
            Parameters(
                ("vmid", Number(request.VmId)),
                ("storage", request.Storage),
                ("mode", request.Mode),
                ("compress", request.Compression),
                ("notes-template", request.Notes),
                ("protected", Flag(request.IsProtected)),
                ("remove", "0")),
            cancellationToken);
    }

    /// <summary><c>GET /nodes/{node}/storage/{storage}/content</c>: the backups a storage holds.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="storage">The storage's name.</param>
    /// <param name="vmid">The container that was backed up; null lists those of all.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<ProxmoxVolume>> GetBackupsAsync(string node, string storage, int? vmid, CancellationToken cancellationToken) =>
        ListAsync(
            ApiPath.Of("nodes", node, "storage", storage, "content"),
            ProxmoxJson.Default.ProxmoxVolumeArray,
            cancellationToken,
            Parameters(("content", "backup"), ("vmid", Number(vmid))));

    /// <summary><c>GET /nodes/{node}/vzdump/extractconfig</c>: the configuration a backup holds.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="volumeId">The backup.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ContainerConfig> GetBackupConfigAsync(string node, string volumeId, CancellationToken cancellationToken) =>
        ContainerConfig.ParseFile(await GetAsync(
            ApiPath.Of("nodes", node, "vzdump", "extractconfig"),
            ProxmoxJson.Default.String,
            cancellationToken,
            Parameters(("volume", volumeId))));
}
