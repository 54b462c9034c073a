using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Base of the cmdlets that act on sites.</summary>
public abstract class SiteCmdlet : IdentityCmdlet<SiteIdentity>
{
    /// <summary>The sites: names, patterns, numbers or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [IdentityTransformation<SiteIdentity>]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public SiteIdentity[] Site { get; set; } = [];

    /// <inheritdoc/>
    private protected sealed override SiteIdentity[] Identities => Site;

    /// <inheritdoc/>
    private protected sealed override Func<NameFilter, IAsyncEnumerable<SiteIdentity>> Find =>
        name => Session.Sites.FindAsync(name, Context.CancellationToken).Select(site => new SiteIdentity(site));
}
