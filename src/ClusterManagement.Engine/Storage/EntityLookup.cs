using ClusterManagement.Data;
using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Storage;

/// <summary>Finds the one row an identity names, or says that there is none.</summary>
internal static class EntityLookup
{
    private static readonly ModelQuery<Func<ClusterContext, string, IAsyncEnumerable<ContainerPlace>>> ContainerByName = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, string name) => context.Containers
            .Where(row => row.Hostname == name)
            .Select(row => new ContainerPlace(row.Id, row.Hostname, row.Node.SiteId, row.Node.Site.Name, row.Node.Site.InternalDomain))));

    private static readonly ModelQuery<Func<ClusterContext, int, IAsyncEnumerable<ContainerPlace>>> ContainerById = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, int id) => context.Containers
            .Where(row => row.Id == id)
            .Select(row => new ContainerPlace(row.Id, row.Hostname, row.Node.SiteId, row.Node.Site.Name, row.Node.Site.InternalDomain))));

    private static readonly ModelQuery<Func<ClusterContext, string, CancellationToken, Task<NodeEntity?>>> NodeByName = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, string name, CancellationToken token) =>
            context.Nodes.Include(row => row.Site).FirstOrDefault(row => row.Name == name)));

    private static readonly ModelQuery<Func<ClusterContext, string, CancellationToken, Task<DomainPlace?>>> DomainByName = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, string name, CancellationToken token) => context.ExternalDomains
            .Where(row => row.Domain == name)
            .Select(row => new DomainPlace(row.Id, row.Domain, row.SiteId, row.Site.Name))
            .FirstOrDefault()));

    /// <summary>Finds a site.</summary>
    /// <param name="context">The database.</param>
    /// <param name="site">The site.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<SiteEntity> SiteAsync(ClusterContext context, SiteIdentity site, CancellationToken cancellationToken)
    {
        var (id, name) = (site.Id ?? site.Number, site.Name);
        return await context.Sites.FirstOrDefaultAsync(row => id != null ? row.Id == id : row.Name == name, cancellationToken)
            ?? throw new ObjectNotFoundException(Nouns.Site, site.ToString());
    }

    /// <summary>Finds a node, with its site.</summary>
    /// <param name="context">The database.</param>
    /// <param name="node">The node.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<NodeEntity> NodeAsync(ClusterContext context, NodeIdentity node, CancellationToken cancellationToken)
    {
        var id = node.Id ?? node.Number;
        var found = id is null
            ? await NodeByName.For(context)(context, node.Name!, cancellationToken)
            : await context.Nodes.Include(row => row.Site).FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        return found ?? throw new ObjectNotFoundException(Nouns.Node, node.ToString());
    }

    /// <summary>Finds a domain.</summary>
    /// <param name="context">The database.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<DomainPlace> DomainAsync(ClusterContext context, DomainIdentity domain, CancellationToken cancellationToken)
    {
        var id = domain.Id ?? domain.Number;
        var found = id is null
            ? await DomainByName.For(context)(context, domain.Name!.TrimEnd('.').ToLowerInvariant(), cancellationToken)
            : await context.ExternalDomains.Where(row => row.Id == id)
                .Select(row => new DomainPlace(row.Id, row.Domain, row.SiteId, row.Site.Name)).FirstOrDefaultAsync(cancellationToken);
        return found ?? throw new ObjectNotFoundException(Nouns.Domain, domain.ToString());
    }

    /// <summary>Finds a user.</summary>
    /// <param name="context">The database.</param>
    /// <param name="user">The user.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<UserEntity> UserAsync(ClusterContext context, UserIdentity user, CancellationToken cancellationToken)
    {
        var (id, name) = (user.Id ?? user.Number, user.Name?.ToLowerInvariant());
        return await context.Users.FirstOrDefaultAsync(row => id != null ? row.UidNumber == id : row.Username == name, cancellationToken)
            ?? throw new ObjectNotFoundException(Nouns.User, user.ToString());
    }

    /// <summary>Finds a group.</summary>
    /// <param name="context">The database.</param>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<GroupEntity> GroupAsync(ClusterContext context, GroupIdentity group, CancellationToken cancellationToken)
    {
        var (id, name) = (group.Id ?? group.Number, group.Name?.ToLowerInvariant());
        return await context.Groups.FirstOrDefaultAsync(row => id != null ? row.GidNumber == id : row.Cn == name, cancellationToken)
            ?? throw new ObjectNotFoundException(Nouns.Group, group.ToString());
    }

    /// <summary>Finds where a container stands.</summary>
    /// <param name="context">The database.</param>
    /// <param name="container">The container.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<ContainerPlace> ContainerAsync(
        ClusterContext context, ContainerIdentity container, CancellationToken cancellationToken)
    {
        List<ContainerPlace> found;
        if (container.Id is { } id)
        {
            found = await ContainerById.For(context)(context, id).ToListAsync(cancellationToken);
        }
        else if (container.Number is { } containerId)
        {
            found = await Places(context.Containers.Where(row => row.ContainerId == containerId)).ToListAsync(cancellationToken);
        }
        else
        {
            found = await ContainerByName.For(context)(context, container.Name!.ToLowerInvariant()).ToListAsync(cancellationToken);
            if (found.Count == 0)
            {
                var name = container.Name;
                found = await Places(context.Containers.Where(row => row.Name == name)).ToListAsync(cancellationToken);
            }
        }

        return found.Count switch
        {
            1 => found[0],
            0 => throw new ObjectNotFoundException(Nouns.Container, container.ToString()),
            _ => throw new ClusterException(
                ErrorIds.AmbiguousContainer, ClusterErrorKind.InvalidValue,
                $"'{container}' names {found.Count} containers: {string.Join(", ", found.Select(place => $"{place.Hostname} in site {place.Site}"))}.",
                "Use the host name, which is unique.", container.ToString()),
        };
    }

    private static IQueryable<ContainerPlace> Places(IQueryable<ContainerEntity> rows) =>
        rows.Select(row => new ContainerPlace(row.Id, row.Hostname, row.Node.SiteId, row.Node.Site.Name, row.Node.Site.InternalDomain));
}
