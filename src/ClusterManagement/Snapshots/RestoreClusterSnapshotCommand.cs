using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Brings containers back to a snapshot.</summary>
/// <remarks>
/// <para>The container is stopped, and its disks and configuration become those of the snapshot: what was written since is lost. Its host
/// name, its address and its MAC address stay those it is registered with, since others may have the former ones by now; the resources
/// of the snapshot are recorded. It stays stopped unless <c>-Start</c> is given.</para>
/// </remarks>
/// <example>
/// <summary>Go back after an upgrade that failed</summary>
/// <code>Restore-ClusterSnapshot web1 before-upgrade -Start</code>
/// <para>Asks first, for all later changes are lost.</para>
/// </example>
/// <example>
/// <summary>Reset a test machine to its latest snapshot</summary>
/// <code>Get-ClusterSnapshot lab1 | Select-Object -Last 1 | Restore-ClusterSnapshot -Start -Confirm:$false</code>
/// <para>Without being asked.</para>
/// </example>
/// <seealso cref="NewClusterSnapshotCommand"/>
/// <seealso cref="GetClusterSnapshotCommand"/>
[Cmdlet(VerbsData.Restore, "ClusterSnapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByName)]
[OutputType(typeof(Container))]
public sealed class RestoreClusterSnapshotCommand : SnapshotCmdlet
{
    /// <summary>The snapshot's name.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByName)]
    public string Name { get; set; } = string.Empty;

    /// <summary>Starts the container afterwards.</summary>
    [Parameter]
    public SwitchParameter Start { get; set; }

    /// <summary>Emits the changed object; without it the command is silent.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override string[] Names => [Name];

    /// <inheritdoc/>
    private protected override void Act(ContainerIdentity container, string name) =>
        WriteResult(Wait(Session.Snapshots.RestoreAsync(container, name, Start, Context)), PassThru);
}
