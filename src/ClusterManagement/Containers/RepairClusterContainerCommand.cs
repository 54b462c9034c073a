using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Finishes or undoes what interrupted work left behind.</summary>
/// <remarks>
/// <para>Deals with containers whose making was interrupted or failed, and with jobs whose process is gone. Tasks that still run on
/// Proxmox are waited for. A container that is whole stays, and its state is recorded; what is half made, or was to be undone, is removed
/// with its registration, and its address, MAC address, CTID and ports are free again. The command can be repeated.</para>
/// <para>What another process is at work on is left alone and reported as <c>Busy</c>. A running job gives a sign of life every three
/// seconds, and one that gives none for <c>-Patience</c> seconds has nobody who runs it. A process that was taken for dead by mistake
/// finds its job ended and does nothing more.</para>
/// <para>Containers on Proxmox that carry a mark of this module and have no registration are reported, and removed only with
/// <c>-RemoveOrphan</c> and after a question. Look first whether another database manages containers of the same cluster. What carries no
/// mark is never removed.</para>
/// </remarks>
/// <example>
/// <summary>Repair after a crash</summary>
/// <code>Repair-ClusterContainer</code>
/// <para>Shows what was left, and what became of each.</para>
/// </example>
/// <example>
/// <summary>See what was left</summary>
/// <code>Repair-ClusterContainer -Site dc1 -WhatIf</code>
/// <para>Names it and changes nothing.</para>
/// </example>
/// <example>
/// <summary>Remove containers without a registration</summary>
/// <code>Repair-ClusterContainer -RemoveOrphan | Where-Object Outcome -EQ Removed</code>
/// <para>Asks about each of them.</para>
/// </example>
/// <seealso cref="SyncClusterContainerCommand"/>
/// <seealso cref="GetClusterJobCommand"/>
[Cmdlet(VerbsDiagnostic.Repair, "ClusterContainer", SupportsShouldProcess = true)]
[OutputType(typeof(RepairResult))]
public sealed class RepairClusterContainerCommand : ContainerScopeCmdlet
{
    /// <summary>Offers containers that carry a mark of this module and have no registration for removal.</summary>
    [Parameter]
    public SwitchParameter RemoveOrphan { get; set; }

    /// <summary>How many seconds a job that is recorded as running is watched for a sign of life.</summary>
    [Parameter]
    [ValidateRange(0, 3600)]
    [PSDefaultValue(Help = "15")]
    public int Patience { get; set; } = 15;

    /// <summary>How many seconds one task on Proxmox may take.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    [PSDefaultValue(Help = "600")]
    public int Timeout { get; set; } = 600;

    /// <summary>Removes containers without a registration without a question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override void Act(DriftFilter filter)
    {
        var request = new RepairRequest
        {
            Filter = filter,
            Patience = TimeSpan.FromSeconds(Patience),
            Timeout = TimeSpan.FromSeconds(Timeout),
            RemoveOrphans = RemoveOrphan,
        };
        ForEachOf(Session.Repairs.FindAsync(request, Context), finding => Run(() => WriteObject(Repair(finding))));
    }

    private RepairResult Repair(IRepairFinding finding)
    {
        var found = finding.Found;
        if (finding.Action is not { } action) return found;
        var target = found.Node is null ? found.Container : $"container {found.Container}{(found.ContainerId is { } id ? $" ({id})" : string.Empty)} on node {found.Node}";
        if (!ShouldProcess(target, action)) return found;
        return finding.IsDestructive && !Force && !IsAgreed($"Remove {target} with its disks? {found.Reason}.") ? found : Wait(finding.RepairAsync(Context));
    }

    private bool IsAgreed(string question) => Ask(
        question,
        "A container on Proxmox has no registration",
        "Nobody can be asked here, so containers without a registration are only reported; -Force removes them.");
}
