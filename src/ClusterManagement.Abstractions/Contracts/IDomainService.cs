namespace ClusterManagement;

/// <summary>Public domains.</summary>
public interface IDomainService
{
    /// <summary>Reads domains, ordered by name.</summary>
    /// <param name="domain">Which.</param>
    /// <param name="site">Only those of this site, when given.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<ExternalDomain> FindAsync(NameFilter domain, SiteIdentity? site, CancellationToken cancellationToken);

    /// <summary>Makes a domain.</summary>
    /// <param name="draft">The domain.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The domain, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>InvalidValue</c>, <c>SiteNotFound</c>, <c>ExternalDomainAlreadyExists</c>.</exception>
    Task<ExternalDomain?> CreateAsync(DomainDraft draft, IOperationContext context);

    /// <summary>Changes the given fields of a domain.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="changes">The fields.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The domain, or null when the change was not approved.</returns>
    Task<ExternalDomain?> UpdateAsync(DomainIdentity domain, DomainChanges changes, IOperationContext context);

    /// <summary>Removes a domain that no service uses.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="context">The operation's context.</param>
    /// <exception cref="ClusterException"><c>ExternalDomainInUse</c>.</exception>
    Task RemoveAsync(DomainIdentity domain, IOperationContext context);
}
