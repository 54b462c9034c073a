using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Ends memberships in a group.</summary>
/// <remarks>
/// <para>The user stays. A user that is not a member is an error. The last active administrator is refused unless <c>-Force</c> is
/// given.</para>
/// </remarks>
/// <example>
/// <summary>Take a user out of a group</summary>
/// <code>Remove-ClusterGroupMember sysadmins -User jdoe</code>
/// <para>Asks, and ends the membership.</para>
/// </example>
/// <example>
/// <summary>Empty a group without being asked</summary>
/// <code>Get-ClusterGroupMember contractors | Remove-ClusterGroupMember -Confirm:$false</code>
/// <para>The group stays, without members.</para>
/// </example>
/// <seealso cref="GetClusterGroupMemberCommand"/>
[Cmdlet(VerbsCommon.Remove, "ClusterGroupMember", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveClusterGroupMemberCommand : ClusterCmdlet
{
    /// <summary>The group: a name, a gid number or an object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [IdentityTransformation<GroupIdentity>]
    [ArgumentCompleter(typeof(GroupCompleter))]
    public GroupIdentity Group { get; set; } = null!;

    /// <summary>The users: login names, patterns, uid numbers or objects.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Username")]
    [SupportsWildcards]
    [IdentityTransformation<UserIdentity>]
    [ArgumentCompleter(typeof(UserCompleter))]
    public UserIdentity[] User { get; set; } = [];

    /// <summary>Takes the rights from the last active administrator too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The matches of a pattern are members of the group only.</summary>
    private IAsyncEnumerable<UserIdentity> FindMembers(NameFilter name) =>
        Session.Users.FindAsync(new UserFilter { Username = name, Group = Group }, Context.CancellationToken).Select(user => new UserIdentity(user));

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        ForEach(User, FindMembers, user => Wait(Session.Groups.RemoveMemberAsync(Group, user, Force, Context)));
}
