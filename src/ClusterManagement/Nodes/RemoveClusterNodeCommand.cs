using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Removes the registration of nodes that have no containers.</summary>
/// <remarks>
/// <para>Nothing on Proxmox is touched. A node with containers is refused, and the error names them.</para>
/// </remarks>
/// <example>
/// <summary>Remove a node</summary>
/// <code>Remove-ClusterNode pve3</code>
/// <para>Asks, and removes the registration of pve3.</para>
/// </example>
/// <example>
/// <summary>See what would be removed</summary>
/// <code>Get-ClusterNode -Site lab | Remove-ClusterNode -WhatIf</code>
/// <para>Names each node of the site lab and changes nothing.</para>
/// </example>
/// <seealso cref="GetClusterNodeCommand"/>
[Cmdlet(VerbsCommon.Remove, "ClusterNode", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveClusterNodeCommand : NodeCmdlet
{
    /// <inheritdoc/>
    private protected override void Act(NodeIdentity identity) => Wait(Session.Nodes.RemoveAsync(identity, Context));
}
