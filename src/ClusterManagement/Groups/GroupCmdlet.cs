using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Base of the cmdlets that act on groups.</summary>
public abstract class GroupCmdlet : IdentityCmdlet<GroupIdentity>
{
    /// <summary>The groups: names, patterns, gid numbers or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [IdentityTransformation<GroupIdentity>]
    [ArgumentCompleter(typeof(GroupCompleter))]
    public GroupIdentity[] Group { get; set; } = [];

    /// <inheritdoc/>
    private protected sealed override GroupIdentity[] Identities => Group;

    /// <inheritdoc/>
    private protected sealed override Func<NameFilter, IAsyncEnumerable<GroupIdentity>> Find => FindGroups;
}
