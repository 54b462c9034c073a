using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lists the snapshots of containers.</summary>
/// <remarks>
/// <para>Proxmox is asked; the database holds none. They come by container, the oldest first. IsCurrent marks the one the container's
/// present state comes from.</para>
/// </remarks>
/// <example>
/// <summary>List the snapshots of a container</summary>
/// <code>Get-ClusterSnapshot web1</code>
/// <para>Shows name, time and description of each.</para>
/// </example>
/// <example>
/// <summary>Remove what is older than a month, everywhere</summary>
/// <code>Get-ClusterContainer -Status Running, Stopped | Get-ClusterSnapshot |
///     Where-Object CreatedAt -LT (Get-Date).ToUniversalTime().AddMonths(-1) |
///     Remove-ClusterSnapshot</code>
/// <para>Asks for each.</para>
/// </example>
/// <seealso cref="NewClusterSnapshotCommand"/>
/// <seealso cref="RemoveClusterSnapshotCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterSnapshot")]
[OutputType(typeof(ClusterSnapshot))]
public sealed class GetClusterSnapshotCommand : ClusterCmdlet
{
    /// <summary>The containers: host names, display names, patterns, CTIDs (as numbers) or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Hostname")]
    [SupportsWildcards]
    [IdentityTransformation<ContainerIdentity>]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerIdentity[] Container { get; set; } = [];

    /// <summary>Names and patterns of snapshots.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEach(Container, FindContainers, Write);

    private void Write(ContainerIdentity container)
    {
        var there = Wait(Session.Snapshots.ReadAsync(container, Context));
        if (Name is not { Length: > 0 } names)
        {
            WriteEach(there);
            return;
        }

        foreach (var name in names)
        {
            var filter = NamePatterns.Parse(name);
            var found = there.Where(snapshot => filter.Takes(snapshot.Name)).ToList();
            WriteEach(found);
            if (found.Count == 0 && filter.Literal is not null) Run(() => throw new ObjectNotFoundException(Nouns.Snapshot, name, $"List them with Get-ClusterSnapshot {container}."));
        }
    }
}
