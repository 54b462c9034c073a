using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Base of the cmdlets that act on public domains.</summary>
public abstract class DomainCmdlet : IdentityCmdlet<DomainIdentity>
{
    /// <summary>The domains: names, patterns, numbers or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [IdentityTransformation<DomainIdentity>]
    [ArgumentCompleter(typeof(DomainCompleter))]
    public DomainIdentity[] Domain { get; set; } = [];

    /// <inheritdoc/>
    private protected sealed override DomainIdentity[] Identities => Domain;

    /// <inheritdoc/>
    private protected sealed override Func<NameFilter, IAsyncEnumerable<DomainIdentity>> Find =>
        name => Session.Domains.FindAsync(name, null, Context.CancellationToken).Select(domain => new DomainIdentity(domain));
}
