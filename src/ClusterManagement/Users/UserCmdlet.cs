using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Base of the cmdlets that act on users.</summary>
public abstract class UserCmdlet : IdentityCmdlet<UserIdentity>
{
    /// <summary>The users: login names, patterns, uid numbers or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Username", "Name")]
    [SupportsWildcards]
    [IdentityTransformation<UserIdentity>]
    [ArgumentCompleter(typeof(UserCompleter))]
    public UserIdentity[] User { get; set; } = [];

    /// <inheritdoc/>
    private protected sealed override UserIdentity[] Identities => User;

    /// <inheritdoc/>
    private protected sealed override Func<NameFilter, IAsyncEnumerable<UserIdentity>> Find => FindUsers;
}
