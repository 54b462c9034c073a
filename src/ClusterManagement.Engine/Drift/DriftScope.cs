using ClusterManagement.Data;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Drift;

/// <summary>The nodes and containers that are looked at.</summary>
internal sealed class DriftScope
{
    private readonly HashSet<int>? _containers;

    private DriftScope(IReadOnlyList<IReadOnlyList<NodeEntity>> sites, HashSet<int>? containers)
    {
        Sites = sites;
        _containers = containers;
    }

    /// <summary>The nodes, site by site.</summary>
    public IReadOnlyList<IReadOnlyList<NodeEntity>> Sites { get; }

    /// <summary>True when whole sites are looked at, and not only some of their containers.</summary>
    public bool IsWhole => _containers is null;

    /// <summary>Reads the scope.</summary>
    /// <param name="store">The database.</param>
    /// <param name="filter">What was asked for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Task<DriftScope> ReadAsync(ClusterStore store, DriftFilter filter, CancellationToken cancellationToken) => store.ReadAsync(async db =>
    {
        var sites = new HashSet<int>();
        HashSet<int>? containers = null;
        if (filter.Site is not null) sites.Add((await EntityLookup.SiteAsync(db, filter.Site, cancellationToken)).Id);
        foreach (var container in filter.Containers)
        {
            var place = await EntityLookup.ContainerAsync(db, container, cancellationToken);
            (containers ??= []).Add(place.Id);
            sites.Add(place.SiteId);
        }

        var nodes = await db.Nodes.Include(node => node.Site).OrderBy(node => node.Site.Name).ThenBy(node => node.Name).ToListAsync(cancellationToken);
        var chosen = nodes.Where(node => sites.Count == 0 || sites.Contains(node.SiteId)).GroupBy(node => node.SiteId).Select(IReadOnlyList<NodeEntity> (group) => [.. group]);
        return new DriftScope([.. chosen], containers);
    });

    /// <summary>The rows of the containers.</summary>
    /// <param name="db">The database.</param>
    public IQueryable<ContainerEntity> Rows(ClusterContext db)
    {
        if (_containers is null) return db.Containers;
        var ids = _containers;
        return db.Containers.Where(row => ids.Contains(row.Id));
    }
}
