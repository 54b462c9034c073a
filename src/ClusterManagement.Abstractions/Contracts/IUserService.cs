namespace ClusterManagement;

/// <summary>
/// Accounts. Whatever would leave the cluster without an active administrator, when it has one, is refused with
/// <c>LastAdministrator</c> unless it is forced.
/// </summary>
public interface IUserService
{
    /// <summary>Reads users, ordered by login name.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<User> FindAsync(UserFilter filter, CancellationToken cancellationToken);

    /// <summary>
    /// Registers a user, a member of ldapusers. The first one is active and a member of sysadmins too; later ones wait for
    /// their approval.
    /// </summary>
    /// <param name="draft">The user.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The user, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>InvalidValue</c>, <c>UserAlreadyExists</c>, <c>PoolExhausted</c>.</exception>
    Task<User?> CreateAsync(UserDraft draft, IOperationContext context);

    /// <summary>Changes the given fields of a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="changes">The fields.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The user, or null when the change was not approved.</returns>
    Task<User?> UpdateAsync(UserIdentity user, UserChanges changes, IOperationContext context);

    /// <summary>
    /// Changes whether an account may be used. Pending becomes active, active becomes suspended, suspended becomes active; a
    /// state the user has already is left alone.
    /// </summary>
    /// <param name="user">The user.</param>
    /// <param name="change">What to do.</param>
    /// <param name="force">True to suspend the last active administrator too.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The user, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>UserInUse</c>: the user's state forbids the change; <c>LastAdministrator</c>.</exception>
    Task<User?> ChangeStatusAsync(UserIdentity user, UserStatusChange change, bool force, IOperationContext context);

    /// <summary>Sets a user's password.</summary>
    /// <param name="user">The user.</param>
    /// <param name="password">The password.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The user, or null when the change was not approved.</returns>
    Task<User?> SetPasswordAsync(UserIdentity user, SecretText password, IOperationContext context);

    /// <summary>
    /// Tells whether a user may sign in with a password. Every way of failing takes the same work and gives the same answer.
    /// A hash that is weaker than today's is renewed.
    /// </summary>
    /// <param name="username">The login name.</param>
    /// <param name="password">The password.</param>
    /// <param name="context">The operation's context.</param>
    Task<bool> TestCredentialAsync(string username, SecretText password, IOperationContext context);

    /// <summary>Removes a user and the user's memberships. The uid number is not handed out again.</summary>
    /// <param name="user">The user.</param>
    /// <param name="force">True to remove the last active administrator too.</param>
    /// <param name="context">The operation's context.</param>
    /// <exception cref="ClusterException"><c>LastAdministrator</c>.</exception>
    Task RemoveAsync(UserIdentity user, bool force, IOperationContext context);
}
