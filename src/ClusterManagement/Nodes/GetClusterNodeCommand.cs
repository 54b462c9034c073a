using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lists nodes.</summary>
/// <remarks>
/// <para>Nodes come from the database; Proxmox is not asked. A name that no node has is an error; a pattern that no node matches is
/// not.</para>
/// </remarks>
/// <example>
/// <summary>List all nodes</summary>
/// <code>Get-ClusterNode</code>
/// <para>Shows the nodes grouped by site.</para>
/// </example>
/// <example>
/// <summary>Test the nodes of a site</summary>
/// <code>Get-ClusterNode -Site dc1 | Test-ClusterNode -Detailed</code>
/// <para>Asks each node's API how it is.</para>
/// </example>
/// <seealso cref="NewClusterNodeCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterNode", DefaultParameterSetName = "ByName")]
[OutputType(typeof(Node))]
public sealed class GetClusterNodeCommand : ClusterCmdlet
{
    /// <summary>Names and patterns of nodes.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = "ByName")]
    [Alias("Node")]
    [NameTransformation]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only the nodes of this site: a name, a number or an object.</summary>
    [Parameter(ParameterSetName = "ByName")]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "BySite")]
    [IdentityTransformation<SiteIdentity>]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public SiteIdentity? Site { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteNamed(Nouns.Node, Name, name => Session.Nodes.FindAsync(name, Site, Context.CancellationToken), Site);
}
