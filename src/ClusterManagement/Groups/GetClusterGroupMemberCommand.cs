using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lists who belongs to which group.</summary>
/// <remarks>
/// <para>Without parameters all memberships are listed, ordered by group and user. A group or user that does not exist is an error; a
/// group without members is not.</para>
/// </remarks>
/// <example>
/// <summary>List the members of a group</summary>
/// <code>Get-ClusterGroupMember sysadmins</code>
/// <para>Shows each member with uid number, full name and state.</para>
/// </example>
/// <example>
/// <summary>List the groups of a user</summary>
/// <code>Get-ClusterUser jdoe | Get-ClusterGroupMember</code>
/// <para>Shows the user's memberships, group by group.</para>
/// </example>
/// <seealso cref="AddClusterGroupMemberCommand"/>
/// <seealso cref="RemoveClusterGroupMemberCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterGroupMember")]
[OutputType(typeof(GroupMember))]
public sealed class GetClusterGroupMemberCommand : ClusterCmdlet
{
    /// <summary>Only members of these groups: names, patterns, gid numbers or objects.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [IdentityTransformation<GroupIdentity>]
    [ArgumentCompleter(typeof(GroupCompleter))]
    public GroupIdentity[]? Group { get; set; }

    /// <summary>Only memberships of this user: a login name, a uid number or an object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Username")]
    [IdentityTransformation<UserIdentity>]
    [ArgumentCompleter(typeof(UserCompleter))]
    public UserIdentity? User { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Group is { Length: > 0 } groups) ForEach(groups, FindGroups, group => Write(group));
        else Run(() => Write(null));
    }

    private void Write(GroupIdentity? group)
    {
        if (WriteAll(Session.Groups.FindMembersAsync(group, User, Context.CancellationToken)) > 0) return;
        RefuseUnknownGroup(group);
        RefuseUnknownUser(User);
    }
}
