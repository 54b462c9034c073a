using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lists users.</summary>
/// <remarks>
/// <para>Without a name all users are listed, ordered by login name. A name that no user has is an error; a pattern that no user matches
/// is not. A password or its hash is never shown; <c>HasPassword</c> says whether there is one.</para>
/// </remarks>
/// <example>
/// <summary>List who waits for approval</summary>
/// <code>Get-ClusterUser -Status Pending</code>
/// <para>Shows the users that registered and cannot sign in yet.</para>
/// </example>
/// <example>
/// <summary>List the administrators</summary>
/// <code>Get-ClusterGroup sysadmins | Get-ClusterUser</code>
/// <para>Shows the members of the group sysadmins.</para>
/// </example>
/// <seealso cref="NewClusterUserCommand"/>
/// <seealso cref="ApproveClusterUserCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterUser", DefaultParameterSetName = "ByName")]
[OutputType(typeof(User))]
public sealed class GetClusterUserCommand : ClusterCmdlet
{
    /// <summary>Login names and patterns of users.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByName")]
    [Alias("User", "Name")]
    [NameTransformation]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[]? Username { get; set; }

    /// <summary>Only the members of this group: a name, a number or an object.</summary>
    [Parameter(ParameterSetName = "ByName")]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "ByGroup")]
    [IdentityTransformation<GroupIdentity>]
    [ArgumentCompleter(typeof(GroupCompleter))]
    public GroupIdentity? Group { get; set; }

    /// <summary>Only users in these states.</summary>
    [Parameter]
    public UserStatus[] Status { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteNamed(
        Nouns.User,
        Username,
        name => Session.Users.FindAsync(
            new UserFilter { Username = name, Group = Group, Status = Status is { Length: > 0 } ? Status : null }, Context.CancellationToken),
        () => RefuseUnknownGroup(Group));
}
