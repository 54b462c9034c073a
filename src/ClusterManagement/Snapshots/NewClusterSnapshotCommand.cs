using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Takes snapshots of containers.</summary>
/// <remarks>
/// <para>A snapshot keeps a container's disks and configuration as they are at this moment, on the same storage: it is a way back, and no
/// backup. The storage has to be able to take snapshots, as LVM-thin, ZFS, Ceph and Btrfs are.</para>
/// </remarks>
/// <example>
/// <summary>Take a snapshot before an upgrade</summary>
/// <code>New-ClusterSnapshot web1 before-upgrade -Description 'Debian 12'</code>
/// <para>Shows the snapshot.</para>
/// </example>
/// <example>
/// <summary>Take one of several containers</summary>
/// <code>Get-ClusterContainer web* | New-ClusterSnapshot -Name before</code>
/// <para>Each has a snapshot of that name then.</para>
/// </example>
/// <seealso cref="GetClusterSnapshotCommand"/>
/// <seealso cref="RestoreClusterSnapshotCommand"/>
[Cmdlet(VerbsCommon.New, "ClusterSnapshot", SupportsShouldProcess = true)]
[OutputType(typeof(ClusterSnapshot))]
public sealed class NewClusterSnapshotCommand : ClusterCmdlet
{
    /// <summary>The containers: host names, display names, patterns, CTIDs (as numbers) or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Hostname")]
    [SupportsWildcards]
    [IdentityTransformation<ContainerIdentity>]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerIdentity[] Container { get; set; } = [];

    /// <summary>The snapshot's name: 2 to 40 letters, digits, hyphens and underscores, starting with a letter.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Name { get; set; } = string.Empty;

    /// <summary>A description.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEach(
        Container,
        FindContainers,
        container => WriteResult(Wait(Session.Snapshots.CreateAsync(container, Name, Given(Description), Context))));
}
