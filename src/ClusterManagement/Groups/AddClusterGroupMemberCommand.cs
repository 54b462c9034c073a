using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Makes users members of a group.</summary>
/// <remarks>
/// <para>Emits the membership. A user that is a member already is an error.</para>
/// </remarks>
/// <example>
/// <summary>Make a user an administrator</summary>
/// <code>Add-ClusterGroupMember sysadmins -User jdoe</code>
/// <para>jdoe administers the cluster from now on, once active.</para>
/// </example>
/// <example>
/// <summary>Put several users into a group</summary>
/// <code>Get-ClusterUser dev-* | Add-ClusterGroupMember developers</code>
/// <para>Shows each membership.</para>
/// </example>
/// <seealso cref="GetClusterGroupMemberCommand"/>
/// <seealso cref="RemoveClusterGroupMemberCommand"/>
[Cmdlet(VerbsCommon.Add, "ClusterGroupMember", SupportsShouldProcess = true)]
[OutputType(typeof(GroupMember))]
public sealed class AddClusterGroupMemberCommand : ClusterCmdlet
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

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        ForEach(User, FindUsers, user => WriteResult(Wait(Session.Groups.AddMemberAsync(Group, user, Context))));
}
