using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Providers.Proxmox;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Drift;

/// <summary>
/// Looks for containers that carry a mark of this module and are no row's: without a registration, or copies of a container
/// that has one. What carries no mark is nobody's business here.
/// </summary>
/// <param name="store">The database.</param>
/// <param name="view">The cluster.</param>
/// <param name="nodes">The rows of its nodes.</param>
/// <param name="context">The operation's context.</param>
internal sealed class OrphanSearch(ClusterStore store, ClusterView view, IReadOnlyList<NodeEntity> nodes, IOperationContext context)
{
    /// <summary>Looks.</summary>
    /// <returns>Each with its mark; copies with the row they carry the mark of.</returns>
    public async IAsyncEnumerable<(ContainerDrift Drift, Guid Mark)> FindAsync()
    {
        var token = context.CancellationToken;
        var ids = nodes.Select(node => node.Id).ToList();
        var site = nodes[0].Site.Name;
        foreach (var found in view.Containers.Where(container => view.IsOnline(container.Node!)))
        {
            var config = await ReadAsync(found);
            if (config is null || OwnershipMark.Find(config.Description) is not { } mark) continue;
            var owner = await store.ReadAsync(db => db.Containers.Include(row => row.Node).FirstOrDefaultAsync(row => row.OwnershipId == mark, token));
            if (owner is not null && owner.ContainerId == found.VmId && ids.Contains(owner.NodeId)) continue;
            yield return (new ContainerDrift
            {
                Kind = owner is null ? DriftKind.Orphan : DriftKind.Copy,
                Container = config.Hostname ?? $"CT{found.VmId}",
                ContainerId = found.VmId,
                Node = found.Node!,
                Site = site,
                Reason = owner is null
                    ? "it carries a mark of this module, and no registration here has that mark; another database may have it"
                    : $"it carries the mark of {ContainerService.Label(owner)}: it was cloned or restored from it",
            }, mark);
        }
    }

    private async Task<ContainerConfig?> ReadAsync(ProxmoxResource found)
    {
        try
        {
            return await view.Client.GetContainerConfigAsync(found.Node!, found.VmId!.Value, context.CancellationToken);
        }
        catch (RemoteApiException exception) when (exception.Kind != ClusterErrorKind.Authentication)
        {
            context.Warning($"Container {found.VmId} on node {found.Node} cannot be looked at: {exception.Message}");
            return null;
        }
    }
}
