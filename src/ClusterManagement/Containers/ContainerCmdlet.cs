using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Base of the cmdlets that change containers.</summary>
public abstract class ContainerCmdlet : ClusterChangeCmdlet
{
    /// <summary>The containers: host names, display names, patterns, CTIDs (as numbers) or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Hostname")]
    [SupportsWildcards]
    [IdentityTransformation<ContainerIdentity>]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerIdentity[] Container { get; set; } = [];

    /// <summary>Does something to each container.</summary>
    /// <param name="act">What to do.</param>
    private protected void ForEachContainer(Action<ContainerIdentity> act) => ForEach(
        Container,
        name => Session.Containers.FindAsync(new ContainerFilter { Name = name }, Context.CancellationToken),
        container => new ContainerIdentity(container),
        act);
}
