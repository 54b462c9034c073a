using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Finds where the database and Proxmox VE differ, and brings them together.</summary>
/// <remarks>
/// <para>Looks at each cluster with one request and at each of its containers, and emits an object for every difference. What is only
/// seen is recorded: the state, the node after a migration, a container that is missing, a node that is offline. What somebody decided,
/// such as an address or an amount of memory, is changed only after a question: then the database takes over what Proxmox has or, with
/// <c>-Prefer Database</c>, Proxmox is given what the database has. Where nobody can be asked, such differences are only reported.</para>
/// <para>Values are compared and not their texts, so the order of an interface's parts or of tags makes no difference. A node that does
/// not answer and of which no other one speaks is said in a warning; its containers are left as they are recorded.</para>
/// <para>Nothing is ever removed. <c>Orphan</c> and <c>Copy</c> are containers that carry a mark of this module and have no registration;
/// <c>Repair-ClusterContainer -RemoveOrphan</c> offers to remove orphans.</para>
/// </remarks>
/// <example>
/// <summary>See what differs in a site</summary>
/// <code>Sync-ClusterContainer -Site dc1 -WhatIf | Format-Table Kind, Container, Field, Ours, Theirs</code>
/// <para>Reports and changes nothing on either side.</para>
/// </example>
/// <example>
/// <summary>Record what is, without questions</summary>
/// <code>Sync-ClusterContainer -Force</code>
/// <para>Every registration takes over what Proxmox has.</para>
/// </example>
/// <example>
/// <summary>Put a container back to what was decided</summary>
/// <code>Sync-ClusterContainer web1 -Prefer Database -Force</code>
/// <para>Proxmox gets the memory, cores and addresses that the registration of web1 has.</para>
/// </example>
/// <seealso cref="RepairClusterContainerCommand"/>
/// <seealso cref="ImportClusterNodeCommand"/>
[Cmdlet(VerbsData.Sync, "ClusterContainer", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerDrift))]
public sealed class SyncClusterContainerCommand : ContainerScopeCmdlet
{
    /// <summary>Which side is right where somebody decided something: Proxmox, or the database.</summary>
    [Parameter]
    [PSDefaultValue(Help = "Proxmox")]
    public DriftSide Prefer { get; set; }

    /// <summary>Asks no question about what somebody decided.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override void Act(DriftFilter filter) =>
        ForEachOf(Session.Drift.FindAsync(filter, Context), finding => Run(() => WriteObject(Settle(finding))));

    private ContainerDrift Settle(IDriftFinding finding)
    {
        var drift = finding.Drift;
        var side = drift.IsIntent ? Prefer : DriftSide.Proxmox;
        if (!finding.Sides.Contains(side)) return drift;
        var target = $"container {drift.Container} ({drift.ContainerId}) on node {drift.Node}";
        if (!ShouldProcess(target, finding.Describe(side))) return drift;
        return drift.IsIntent && !Force && !IsAgreed($"{finding.Describe(side)} {target}?") ? drift : Wait(finding.SettleAsync(side, Context));
    }

    private bool IsAgreed(string question) => Ask(
        question,
        "What somebody decided differs from what Proxmox has",
        "Nobody can be asked here, so differences in what somebody decided are only reported; -Force settles them.");
}
