using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Provisioning;

namespace ClusterManagement.Engine.Drift;

/// <summary>
/// Looks at the clusters of a site, each with one request. A node that does not answer is looked at through another one of
/// its cluster; a cluster of which none answers is said in a warning.
/// </summary>
/// <param name="proxmox">The way to the nodes' API.</param>
/// <param name="context">The operation's context.</param>
internal sealed class ClusterViews(ProxmoxGateway proxmox, IOperationContext context)
{
    /// <summary>Looks at the clusters of the given nodes.</summary>
    /// <param name="nodes">Nodes of one site.</param>
    /// <returns>Each cluster with those of the nodes that belong to it.</returns>
    public async Task<IReadOnlyList<(ClusterView View, IReadOnlyList<NodeEntity> Nodes)>> LookAsync(IReadOnlyList<NodeEntity> nodes)
    {
        var views = new List<(ClusterView, IReadOnlyList<NodeEntity>)>();
        var open = nodes.OrderBy(node => node.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var failures = new Dictionary<int, string>();
        foreach (var node in nodes.OrderBy(node => node.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (!open.Contains(node)) continue;
            try
            {
                var client = proxmox.Connect(node, context);
                var view = new ClusterView(client, await client.GetResourcesAsync(null, context.CancellationToken));
                var members = open.Where(other => view.Has(other.Name)).ToList();
                if (members.Count == 0) failures[node.Id] = $"the cluster at {client.Endpoint.Authority} has no node of that name";
                else views.Add((view, members));
                open.RemoveAll(members.Contains);
            }
            catch (ClusterException exception)
            {
                failures[node.Id] = exception.Message;
            }
        }

        foreach (var node in open)
        {
            var reason = failures.GetValueOrDefault(node.Id) ?? "no node of its cluster answers";
            context.Warning($"Node {node.Name} of site {node.Site.Name} cannot be looked at, and its containers are left as they are recorded: {reason.TrimEnd('.')}.");
        }

        return views;
    }
}
