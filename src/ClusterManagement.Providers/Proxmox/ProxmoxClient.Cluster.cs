using ClusterManagement.Providers.Proxmox.Json;
using ClusterManagement.Providers.Proxmox.Transport;

namespace ClusterManagement.Providers.Proxmox;

// The cluster, its nodes and their storages.
public sealed partial class ProxmoxClient
{
    /// <summary><c>GET /version</c>: the release of Proxmox VE.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<ProxmoxVersion> GetVersionAsync(CancellationToken cancellationToken) =>
        GetAsync(ApiPath.Of("version"), ProxmoxJson.Default.ProxmoxVersion, cancellationToken);

    /// <summary><c>GET /nodes/{node}/version</c>: the release of Proxmox VE on one node, which an upgrade in steps makes differ.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<ProxmoxVersion> GetNodeVersionAsync(string node, CancellationToken cancellationToken) =>
        GetAsync(ApiPath.Of("nodes", node, "version"), ProxmoxJson.Default.ProxmoxVersion, cancellationToken);

    /// <summary><c>GET /nodes</c>: the nodes of the cluster.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<ProxmoxNode>> GetNodesAsync(CancellationToken cancellationToken) =>
        ListAsync(ApiPath.Of("nodes"), ProxmoxJson.Default.ProxmoxNodeArray, cancellationToken);

    /// <summary><c>GET /cluster/status</c>: the cluster and its nodes with their addresses.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<ProxmoxClusterMember>> GetClusterStatusAsync(CancellationToken cancellationToken) =>
        ListAsync(ApiPath.Of("cluster", "status"), ProxmoxJson.Default.ProxmoxClusterMemberArray, cancellationToken);

    /// <summary><c>GET /nodes/{node}/network?type=any_bridge</c>: the bridges of a node.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<ProxmoxNetworkDevice>> GetBridgesAsync(string node, CancellationToken cancellationToken) =>
        ListAsync(
            ApiPath.Of("nodes", node, "network"),
            ProxmoxJson.Default.ProxmoxNetworkDeviceArray,
            cancellationToken,
            Parameters(("type", "any_bridge")));

    /// <summary><c>GET /nodes/{node}/status</c>: memory, processors and version of a node.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<ProxmoxNodeStatus> GetNodeStatusAsync(string node, CancellationToken cancellationToken) =>
        GetAsync(ApiPath.Of("nodes", node, "status"), ProxmoxJson.Default.ProxmoxNodeStatus, cancellationToken);

    /// <summary>
    /// <c>GET /cluster/nextid</c>: a container id that is free now. It reserves nothing: somebody else may take it first.
    /// </summary>
    /// <param name="candidate">An id to ask about; when it is taken, <see cref="ProxmoxErrors.IsVmIdTaken"/> holds for the error.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<int> GetNextIdAsync(int? candidate, CancellationToken cancellationToken) =>
        GetAsync(ApiPath.Of("cluster", "nextid"), ProxmoxJson.Default.Int32, cancellationToken, Parameters(("vmid", Number(candidate))));

    /// <summary><c>GET /cluster/resources</c>: everything in the cluster, about ten seconds old.</summary>
    /// <param name="type">The kind to list; null lists all.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<ProxmoxResource>> GetResourcesAsync(ProxmoxResourceType? type, CancellationToken cancellationToken) =>
        ListAsync(
            ApiPath.Of("cluster", "resources"),
            ProxmoxJson.Default.ProxmoxResourceArray,
            cancellationToken,
            Parameters(("type", type?.ToString().ToLowerInvariant())));

    /// <summary><c>GET /nodes/{node}/storage</c>: the storages a node has.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<ProxmoxStorage>> GetStoragesAsync(string node, CancellationToken cancellationToken) =>
        ListAsync(ApiPath.Of("nodes", node, "storage"), ProxmoxJson.Default.ProxmoxStorageArray, cancellationToken);

    /// <summary><c>GET /nodes/{node}/storage/{storage}/content</c>: what a storage holds.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="storage">The storage's name.</param>
    /// <param name="content">The kind to list, for example <c>vztmpl</c>; null lists all.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<ProxmoxVolume>> GetStorageContentAsync(
        string node, string storage, string? content, CancellationToken cancellationToken) =>
        ListAsync(
            ApiPath.Of("nodes", node, "storage", storage, "content"),
            ProxmoxJson.Default.ProxmoxVolumeArray,
            cancellationToken,
            Parameters(("content", content)));
}
