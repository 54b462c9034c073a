namespace ClusterManagement;

/// <summary>
/// Groups and their members. Whatever would leave the cluster without an active administrator, when it has one, is refused
/// with <c>LastAdministrator</c> unless it is forced.
/// </summary>
public interface IGroupService
{
    /// <summary>Reads groups, ordered by name.</summary>
    /// <param name="cn">Which.</param>
    /// <param name="user">Only those this user is a member of, when given.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<Group> FindAsync(NameFilter cn, UserIdentity? user, CancellationToken cancellationToken);

    /// <summary>Makes a group.</summary>
    /// <param name="draft">The group.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The group, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>InvalidValue</c>, <c>GroupAlreadyExists</c>, <c>PoolExhausted</c>.</exception>
    Task<Group?> CreateAsync(GroupDraft draft, IOperationContext context);

    /// <summary>Changes the given fields of a group. The groups that registration needs keep their names.</summary>
    /// <param name="group">The group.</param>
    /// <param name="changes">The fields.</param>
    /// <param name="force">True to take the rights from the last active administrator too.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The group, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>GroupInUse</c>, <c>LastAdministrator</c>.</exception>
    Task<Group?> UpdateAsync(GroupIdentity group, GroupChanges changes, bool force, IOperationContext context);

    /// <summary>Removes a group. Its gid number is not handed out again.</summary>
    /// <param name="group">The group.</param>
    /// <param name="force">True to remove a group with members, and to take the rights from the last active administrator too.</param>
    /// <param name="context">The operation's context.</param>
    /// <exception cref="ClusterException"><c>GroupInUse</c>: it has members, or registration needs it; <c>LastAdministrator</c>.</exception>
    Task RemoveAsync(GroupIdentity group, bool force, IOperationContext context);

    /// <summary>Reads memberships, ordered by group and user.</summary>
    /// <param name="group">Only those in this group, when given.</param>
    /// <param name="user">Only those of this user, when given.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<GroupMember> FindMembersAsync(GroupIdentity? group, UserIdentity? user, CancellationToken cancellationToken);

    /// <summary>Makes a user a member of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="user">The user.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The membership, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>GroupMemberAlreadyExists</c>.</exception>
    Task<GroupMember?> AddMemberAsync(GroupIdentity group, UserIdentity user, IOperationContext context);

    /// <summary>Ends a user's membership in a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="user">The user.</param>
    /// <param name="force">True to take the rights from the last active administrator too.</param>
    /// <param name="context">The operation's context.</param>
    /// <exception cref="ClusterException"><c>GroupMemberNotFound</c>, <c>LastAdministrator</c>.</exception>
    Task RemoveMemberAsync(GroupIdentity group, UserIdentity user, bool force, IOperationContext context);
}
