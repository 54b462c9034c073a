using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Base of the cmdlets that act on nodes.</summary>
public abstract class NodeCmdlet : IdentityCmdlet<NodeIdentity>
{
    /// <summary>The nodes: names, patterns, numbers or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [IdentityTransformation<NodeIdentity>]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public NodeIdentity[] Node { get; set; } = [];

    /// <inheritdoc/>
    private protected sealed override NodeIdentity[] Identities => Node;

    /// <inheritdoc/>
    private protected sealed override Func<NameFilter, IAsyncEnumerable<NodeIdentity>> Find =>
        name => Session.Nodes.FindAsync(name, null, Context.CancellationToken).Select(node => new NodeIdentity(node));
}
