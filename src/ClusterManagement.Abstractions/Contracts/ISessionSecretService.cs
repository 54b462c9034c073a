namespace ClusterManagement;

/// <summary>The secrets that sign web sessions. The newest one signs, all of them verify.</summary>
public interface ISessionSecretService
{
    /// <summary>Reads secrets, the newest first.</summary>
    /// <param name="filter">Which, and whether with the secrets themselves.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ClusterException"><c>SecretUnreadable</c>: the key ring is not the one that wrote them.</exception>
    IAsyncEnumerable<SessionSecret> FindAsync(SessionSecretFilter filter, CancellationToken cancellationToken);

    /// <summary>Makes a secret, which signs from now on; the former ones go on verifying.</summary>
    /// <param name="draft">The secret.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The secret, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>InvalidValue</c>, <c>SessionSecretAlreadyExists</c>.</exception>
    Task<SessionSecret?> CreateAsync(SessionSecretDraft draft, IOperationContext context);

    /// <summary>Removes one secret. What it signed does not verify any more.</summary>
    /// <param name="id">The secret's number.</param>
    /// <param name="context">The operation's context.</param>
    /// <exception cref="ClusterException"><c>SessionSecretNotFound</c>; <c>SessionSecretInUse</c>: it is the newest.</exception>
    Task RemoveAsync(int id, IOperationContext context);

    /// <summary>Removes the secrets that were made longer ago than an age, except the newest.</summary>
    /// <param name="age">The age.</param>
    /// <param name="context">The operation's context.</param>
    Task PruneAsync(TimeSpan age, IOperationContext context);
}
