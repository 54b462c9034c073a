namespace ClusterManagement;

/// <summary>Sites.</summary>
public interface ISiteService
{
    /// <summary>Reads sites, ordered by name.</summary>
    /// <param name="name">Which.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<Site> FindAsync(NameFilter name, CancellationToken cancellationToken);

    /// <summary>Makes a site.</summary>
    /// <param name="draft">The site.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The site, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>InvalidValue</c>, <c>SiteAlreadyExists</c>.</exception>
    Task<Site?> CreateAsync(SiteDraft draft, IOperationContext context);

    /// <summary>Changes the given fields of a site.</summary>
    /// <param name="site">The site.</param>
    /// <param name="changes">The fields.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The site, or null when the change was not approved.</returns>
    Task<Site?> UpdateAsync(SiteIdentity site, SiteChanges changes, IOperationContext context);

    /// <summary>Removes a site that has no nodes and no domains.</summary>
    /// <param name="site">The site.</param>
    /// <param name="context">The operation's context.</param>
    /// <exception cref="ClusterException"><c>SiteInUse</c>.</exception>
    Task RemoveAsync(SiteIdentity site, IOperationContext context);
}
