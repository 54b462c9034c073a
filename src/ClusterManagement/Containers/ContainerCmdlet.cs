using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Base of the cmdlets that act on containers.</summary>
public abstract class ContainerCmdlet : IdentityCmdlet<ContainerIdentity>
{
    /// <summary>The containers: host names, display names, patterns, CTIDs (as numbers) or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Hostname")]
    [SupportsWildcards]
    [IdentityTransformation<ContainerIdentity>]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerIdentity[] Container { get; set; } = [];

    /// <inheritdoc/>
    private protected sealed override ContainerIdentity[] Identities => Container;

    /// <inheritdoc/>
    private protected sealed override Func<NameFilter, IAsyncEnumerable<ContainerIdentity>> Find => FindContainers;
}
