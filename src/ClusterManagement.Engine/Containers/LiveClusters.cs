using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Containers;

/// <summary>
/// Asks each cluster once, when the first of its containers is met. A node that does not answer is asked about at another
/// node of its site.
/// </summary>
/// <param name="store">The database.</param>
/// <param name="proxmox">The way to the nodes' API.</param>
/// <param name="context">The operation's context.</param>
internal sealed class LiveClusters(ClusterStore store, ProxmoxGateway proxmox, IOperationContext context)
{
    private readonly Dictionary<string, ClusterResources?> _byNode = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ClusterResources?> _byEndpoint = new(StringComparer.Ordinal);
    private List<NodeEntity>? _nodes;

    /// <summary>The present state of the cluster a container is in.</summary>
    /// <param name="container">The container.</param>
    /// <returns>Null when nobody there answered, which has been said.</returns>
    public async Task<ClusterResources?> OfAsync(Container container)
    {
        if (_byNode.TryGetValue(container.Node, out var known)) return known;
        _nodes ??= await store.ReadAsync(db => db.Nodes.Include(node => node.Site).OrderBy(node => node.Name).ToListAsync(context.CancellationToken), context.CancellationToken);
        var node = _nodes.Find(entry => entry.Id == container.NodeId);
        var cluster = node is null ? null : await AskAsync(node);
        _byNode[container.Node] = cluster;
        return cluster;
    }

    private async Task<ClusterResources?> AskAsync(NodeEntity node)
    {
        string? reason = null;

        // A cluster that has answered already, for another of its nodes or in the place of one, is not asked again.
        var candidates = _nodes!.Where(other => other.SiteId == node.SiteId)
            .OrderBy(other => !HasAnsweredFor(other, node)).ThenBy(other => other.Id != node.Id).ThenBy(other => other.Name);
        foreach (var candidate in candidates)
        {
            try
            {
                if (await FetchAsync(candidate) is not { } cluster || !cluster.Has(node.Name)) continue;
                if (!cluster.IsOnline(node.Name)) Warn(node, "it is offline");
                else if (cluster.Containers.Any()) return cluster;
                else Warn(node, $"{candidate.ApiTokenIdOrUsername} sees no container there; it may lack the right VM.Audit");
                return null;
            }
            catch (ClusterException exception)
            {
                reason ??= exception.Message;
            }
        }

        Warn(node, reason ?? $"no endpoint of site {node.Site.Name} knows it");
        return null;
    }

    private bool HasAnsweredFor(NodeEntity candidate, NodeEntity node) => _byEndpoint.GetValueOrDefault(candidate.ApiUrl ?? string.Empty)?.Has(node.Name) == true;

    // An endpoint that has failed once is not waited for again.
    private async Task<ClusterResources?> FetchAsync(NodeEntity node)
    {
        var endpoint = node.ApiUrl ?? string.Empty;
        if (_byEndpoint.TryGetValue(endpoint, out var known)) return known;
        _byEndpoint[endpoint] = null;
        using var client = proxmox.Connect(node, context);
        var cluster = new ClusterResources(await client.GetResourcesAsync(null, context.CancellationToken));
        _byEndpoint[endpoint] = cluster;
        return cluster;
    }

    private void Warn(NodeEntity node, string reason) =>
        context.Warning($"The containers of node {node.Name} are shown as they were last recorded: {reason.TrimEnd('.')}.");
}
