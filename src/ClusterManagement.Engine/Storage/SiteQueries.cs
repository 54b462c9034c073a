using System.Linq.Expressions;
using ClusterManagement.Data.Entities;

namespace ClusterManagement.Engine.Storage;

/// <summary>Narrows queries to one site or node.</summary>
internal static class SiteQueries
{
    /// <summary>Keeps the rows of a site; all of them when none is given.</summary>
    /// <typeparam name="T">The rows.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="site">The site.</param>
    /// <param name="path">The way from a row to its site.</param>
    public static IQueryable<T> InSite<T>(this IQueryable<T> rows, SiteIdentity? site, Expression<Func<T, SiteEntity>> path)
    {
        if (site is null) return rows;
        var (id, name) = (site.Id ?? site.Number, site.Name);
        return id is not null
            ? rows.Where(ParameterSubstitution.Compose(path, row => row.Id == id))
            : rows.Where(ParameterSubstitution.Compose(path, row => row.Name == name));
    }

    /// <summary>Keeps the containers of a node; all of them when none is given.</summary>
    /// <param name="rows">The containers.</param>
    /// <param name="node">The node.</param>
    public static IQueryable<ContainerEntity> OnNode(this IQueryable<ContainerEntity> rows, NodeIdentity? node)
    {
        if (node is null) return rows;
        var (id, name) = (node.Id ?? node.Number, node.Name);
        return id is not null ? rows.Where(row => row.NodeId == id) : rows.Where(row => row.Node.Name == name);
    }
}
