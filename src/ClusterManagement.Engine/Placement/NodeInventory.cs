using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Placement;

/// <summary>What nodes have, asked once for all the containers that are made together.</summary>
/// <param name="proxmox">The way to the nodes' API.</param>
/// <param name="time">The clock.</param>
internal sealed class NodeInventory(ProxmoxGateway proxmox, TimeProvider time)
{
    private readonly SharedAnswers<IReadOnlyList<ProxmoxStorage>> _storages = new(time);
    private readonly SharedAnswers<IReadOnlyList<ProxmoxVolume>> _volumes = new(time);
    private readonly SharedAnswers<SiteLook> _sites = new(time);

    /// <summary>The storages a node has.</summary>
    /// <param name="node">The node.</param>
    /// <param name="context">The operation's context.</param>
    public Task<IReadOnlyList<ProxmoxStorage>> StoragesAsync(NodeEntity node, IOperationContext context) => _storages.GetAsync(
        node.Name, () => AskAsync(node, context, client => client.GetStoragesAsync(node.Name, context.CancellationToken)));

    /// <summary>What a storage of a node holds.</summary>
    /// <param name="node">The node.</param>
    /// <param name="storage">The storage.</param>
    /// <param name="content">The kind, such as <c>vztmpl</c>.</param>
    /// <param name="context">The operation's context.</param>
    /// <param name="isAnew">True when something was missing there that may have come since.</param>
    public Task<IReadOnlyList<ProxmoxVolume>> VolumesAsync(NodeEntity node, string storage, string content, IOperationContext context, bool isAnew = false) => _volumes.GetAsync(
        $"{node.Name}/{storage}/{content}",
        () => AskAsync(node, context, client => client.GetStorageContentAsync(node.Name, storage, content, context.CancellationToken)),
        isAnew);

    /// <summary>How the nodes of a site do.</summary>
    /// <param name="nodes">The site's nodes.</param>
    /// <param name="context">The operation's context.</param>
    public Task<SiteLook> LookAsync(IReadOnlyList<NodeEntity> nodes, IOperationContext context) => _sites.GetAsync(
        string.Join('/', nodes.Select(node => node.Name)),
        () => SiteLook.TakeAsync(
            nodes, node => AskAsync(node, context, client => client.GetResourcesAsync(null, context.CancellationToken)), time));

    private async Task<T> AskAsync<T>(NodeEntity node, IOperationContext context, Func<ProxmoxClient, Task<T>> ask)
    {
        using var client = proxmox.Connect(node, context);
        return await ask(client);
    }
}
