using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Drift;

/// <summary>Finds where the database and Proxmox VE differ.</summary>
/// <param name="store">The database.</param>
/// <param name="proxmox">The way to the nodes' API.</param>
internal sealed class DriftService(ClusterStore store, ProxmoxGateway proxmox) : IDriftService
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<IDriftFinding> FindAsync(DriftFilter filter, IOperationContext context)
    {
        var token = context.CancellationToken;
        var scope = await DriftScope.ReadAsync(store, filter, token);
        foreach (var site in scope.Sites)
        {
            foreach (var (view, nodes) in await new ClusterViews(proxmox, context).LookAsync(site))
            {
                var ids = nodes.Select(node => node.Id).ToHashSet();
                var rows = await store.ReadAsync(db => scope.Rows(db).Where(row => ids.Contains(row.NodeId))
                    .Include(row => row.Node).ThenInclude(node => node.Site).OrderBy(row => row.Hostname).ToListAsync(token));
                var comparison = new SiteComparison(store, view, nodes, context);
                await foreach (var finding in comparison.CompareAsync(rows, token)) yield return finding;
                if (!scope.IsWhole) continue;
                await foreach (var (drift, _) in new OrphanSearch(store, view, nodes, context).FindAsync()) yield return new DriftFinding(store, drift);
            }
        }
    }
}
