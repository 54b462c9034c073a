using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lists groups.</summary>
/// <remarks>
/// <para>Without a name all groups are listed, ordered by name. A name that no group has is an error; a pattern that no group matches is
/// not. A new database has the groups ldapusers (every user), sysadmins and administrators (both administer the cluster).</para>
/// </remarks>
/// <example>
/// <summary>List all groups</summary>
/// <code>Get-ClusterGroup</code>
/// <para>Shows each group with its gid number and how many members it has.</para>
/// </example>
/// <example>
/// <summary>List the groups of a user</summary>
/// <code>Get-ClusterUser jdoe | Get-ClusterGroup</code>
/// <para>Shows the groups jdoe is a member of.</para>
/// </example>
/// <example>
/// <summary>List the members of the groups that administer</summary>
/// <code>Get-ClusterGroup | Where-Object IsAdministrator | Get-ClusterGroupMember</code>
/// <para>Shows who administers the cluster, group by group.</para>
/// </example>
/// <seealso cref="NewClusterGroupCommand"/>
/// <seealso cref="GetClusterGroupMemberCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterGroup", DefaultParameterSetName = "ByName")]
[OutputType(typeof(Group))]
public sealed class GetClusterGroupCommand : ClusterCmdlet
{
    /// <summary>Names and patterns of groups.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByName")]
    [Alias("Group")]
    [NameTransformation]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(GroupCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only the groups of this user: a login name, a uid number or an object.</summary>
    [Parameter(ParameterSetName = "ByName")]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "ByUser")]
    [IdentityTransformation<UserIdentity>]
    [ArgumentCompleter(typeof(UserCompleter))]
    public UserIdentity? User { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteNamed(
        Nouns.Group, Name, name => Session.Groups.FindAsync(name, User, Context.CancellationToken), () => RefuseUnknownUser(User));
}
