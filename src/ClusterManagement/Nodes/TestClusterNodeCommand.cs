using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Tests whether nodes answer, take their credential and are online.</summary>
/// <remarks>
/// <para>Emits true or false per node; <c>-Detailed</c> emits what was found: version, response time, free memory, storages, templates,
/// and what is wrong with what to do about it.</para>
/// </remarks>
/// <example>
/// <summary>Test a node</summary>
/// <code>if (Test-ClusterNode pve1) { 'pve1 is well' }</code>
/// <para>True when the node is well.</para>
/// </example>
/// <example>
/// <summary>See what is wrong</summary>
/// <code>Get-ClusterNode | Test-ClusterNode -Detailed | Where-Object IsHealthy -EQ $false</code>
/// <para>Shows the nodes that are not well, each with its problem.</para>
/// </example>
/// <seealso cref="GetClusterNodeCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "ClusterNode")]
[OutputType(typeof(bool), typeof(NodeTestResult))]
public sealed class TestClusterNodeCommand : NodeCmdlet
{
    /// <summary>Emits what was found in place of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    private protected override void Act(NodeIdentity identity)
    {
        var result = Wait(Session.Nodes.TestAsync(identity, Context));
        if (!result.IsHealthy) WriteVerbose($"{result.Problem} {result.RecommendedAction}");
        WriteObject(Detailed ? result : result.IsHealthy);
    }
}
