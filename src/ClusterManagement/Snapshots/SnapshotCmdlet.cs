using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Base of the cmdlets that do something to snapshots that are there.</summary>
public abstract class SnapshotCmdlet : ClusterCmdlet
{
    /// <summary>The parameter set of a container and names.</summary>
    private protected const string ByName = "ByName";

    /// <summary>The parameter set of objects.</summary>
    private protected const string ByObject = "ByObject";

    /// <summary>The containers: host names, display names, patterns, CTIDs (as numbers) or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByName)]
    [Alias("Hostname")]
    [SupportsWildcards]
    [IdentityTransformation<ContainerIdentity>]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerIdentity[] Container { get; set; } = [];

    /// <summary>A snapshot that Get-ClusterSnapshot emitted.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByObject)]
    public ClusterSnapshot? Snapshot { get; set; }

    /// <summary>The names and patterns of snapshots.</summary>
    private protected abstract string[] Names { get; }

    /// <summary>Does it to one snapshot.</summary>
    /// <param name="container">The container.</param>
    /// <param name="name">The snapshot's name.</param>
    private protected abstract void Act(ContainerIdentity container, string name);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Snapshot is { } snapshot)
        {
            Run(() => Act(new ContainerIdentity(snapshot.Container), snapshot.Name));
            return;
        }

        ForEach(Container, FindContainers, container =>
        {
            foreach (var name in Expand(container).ToList()) Run(() => Act(container, name));
        });
    }

    // A pattern stands for the snapshots there are, all of which are known before the first one is changed.
    private IEnumerable<string> Expand(ContainerIdentity container)
    {
        IReadOnlyList<ClusterSnapshot>? there = null;
        foreach (var name in Names)
        {
            if (!NamePatterns.IsPattern(name))
            {
                yield return name;
                continue;
            }

            var filter = NamePatterns.Parse(name);
            there ??= Wait(Session.Snapshots.ReadAsync(container, Context));
            foreach (var snapshot in there.Where(snapshot => filter.Takes(snapshot.Name))) yield return snapshot.Name;
        }
    }
}
