using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lists sites.</summary>
/// <remarks>
/// <para>Without a name all sites are listed, ordered by name. A name that no site has is an error; a pattern that no site matches is
/// not.</para>
/// </remarks>
/// <example>
/// <summary>List all sites</summary>
/// <code>Get-ClusterSite</code>
/// <para>Shows each site with its domain, range and the number of its nodes and containers.</para>
/// </example>
/// <example>
/// <summary>List the nodes of some sites</summary>
/// <code>Get-ClusterSite dc* | Get-ClusterNode</code>
/// <para>Shows the nodes of every site whose name starts with dc.</para>
/// </example>
/// <seealso cref="NewClusterSiteCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterSite")]
[OutputType(typeof(Site))]
public sealed class GetClusterSiteCommand : ClusterCmdlet
{
    /// <summary>Names and patterns of sites.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Site")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteNamed(Nouns.Site, Name, name => Session.Sites.FindAsync(name, Context.CancellationToken));
}
