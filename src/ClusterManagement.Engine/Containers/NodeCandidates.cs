using ClusterManagement.Data;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Containers;

/// <summary>The nodes a draft leaves open: the one it names, for a copy the one of its original, or those of its site.</summary>
internal static class NodeCandidates
{
    /// <summary>Finds them.</summary>
    /// <param name="db">The database.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>One node or more, with their site.</returns>
    public static async Task<IReadOnlyList<NodeEntity>> FindAsync(ClusterContext db, ContainerDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Node is not null)
        {
            var node = await EntityLookup.NodeAsync(db, draft.Node, cancellationToken);
            if (draft.Site is null || (await EntityLookup.SiteAsync(db, draft.Site, cancellationToken)).Id == node.SiteId) return [node];
            throw new InvalidValueException("Node", node.Name, $"a node of site {draft.Site}; {node.Name} belongs to site {node.Site.Name}");
        }

        if (draft.Origin?.Container is { } original)
        {
            var node = await NodeOfAsync(db, original, cancellationToken);
            if (draft.Site is null || (await EntityLookup.SiteAsync(db, draft.Site, cancellationToken)).Id == node.SiteId) return [node];
            throw new InvalidValueException("Clone", original.ToString(), $"a container of site {draft.Site}; this one is in site {node.Site.Name}. Back it up and use -Backup");
        }

        var site = draft.Site is null ? await OnlySiteAsync(db, cancellationToken) : await EntityLookup.SiteAsync(db, draft.Site, cancellationToken);
        var nodes = await db.Nodes.Include(node => node.Site).Where(node => node.SiteId == site.Id).OrderBy(node => node.Name).ToListAsync(cancellationToken);
        if (nodes.Count == 0)
        {
            throw new ClusterException(
                ErrorIds.NoNodeFits, ClusterErrorKind.PoolExhausted, $"Site {site.Name} has no node.", $"Give it one: New-ClusterNode -Site {site.Name}.", site.Name);
        }

        return nodes.Count == 1 || !draft.NoProvision
            ? nodes
            : throw new InvalidValueException("Node", null, $"one of {Names(nodes.Select(node => node.Name))}: -NoProvision asks no node whether it fits");
    }

    // Linked copies and local disks have no other choice.
    private static async Task<NodeEntity> NodeOfAsync(ClusterContext db, ContainerIdentity original, CancellationToken cancellationToken)
    {
        var place = await EntityLookup.ContainerAsync(db, original, cancellationToken);
        return await db.Nodes.Include(node => node.Site).FirstAsync(node => db.Containers.Any(row => row.Id == place.Id && row.NodeId == node.Id), cancellationToken);
    }

    private static async Task<SiteEntity> OnlySiteAsync(ClusterContext db, CancellationToken cancellationToken)
    {
        var sites = await db.Sites.OrderBy(site => site.Name).Take(10).ToListAsync(cancellationToken);
        return sites.Count switch
        {
            1 => sites[0],
            0 => throw new ClusterException(
                ErrorIds.NotFound(Nouns.Site), ClusterErrorKind.NotFound, "There is no site yet, and so no node.", "Make one: New-ClusterSite, then New-ClusterNode."),
            _ => throw new InvalidValueException("Site", null, $"one of {Names(sites.Select(site => site.Name))}, unless -Node names a node"),
        };
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
