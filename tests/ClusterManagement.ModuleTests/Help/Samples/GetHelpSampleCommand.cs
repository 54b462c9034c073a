using System.Management.Automation;

namespace ClusterManagement.ModuleTests.Help.Samples;

/// <summary>Gets samples.</summary>
/// <remarks>It finds them.</remarks>
/// <example><summary>All</summary><code>Get-HelpSample</code><para>Gets all.</para></example>
/// <example><summary>One</summary><code>Get-HelpSample one</code><para>Gets one.</para></example>
[Cmdlet(VerbsCommon.Get, "HelpSample")]
[OutputType("None")]
public sealed class GetHelpSampleCommand : SampleCommand
{
    /// <summary>The sample's name.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string? Name { get; set; }
}
