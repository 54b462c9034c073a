using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Removes snapshots of containers.</summary>
/// <remarks>
/// <para>The container stays as it is; only the way back goes. With <c>-Force</c> the snapshot is taken out of the container's configuration
/// even when the storage does not let its disks go.</para>
/// </remarks>
/// <example>
/// <summary>Remove a snapshot</summary>
/// <code>Remove-ClusterSnapshot web1 before-upgrade</code>
/// <para>Asks, and removes it.</para>
/// </example>
/// <example>
/// <summary>Remove several by a pattern, without being asked</summary>
/// <code>Remove-ClusterSnapshot web* -Name auto-* -Confirm:$false</code>
/// <para>A pattern that nothing matches is no error.</para>
/// </example>
/// <seealso cref="GetClusterSnapshotCommand"/>
[Cmdlet(VerbsCommon.Remove, "ClusterSnapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByName)]
[OutputType(typeof(void))]
public sealed class RemoveClusterSnapshotCommand : SnapshotCmdlet
{
    /// <summary>Names and patterns of snapshots.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByName)]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Takes the snapshot out of the configuration even when its disks cannot be removed.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override string[] Names => Name;

    /// <inheritdoc/>
    private protected override void Act(ContainerIdentity container, string name) =>
        Wait(Session.Snapshots.RemoveAsync(container, name, Force, Context));
}
