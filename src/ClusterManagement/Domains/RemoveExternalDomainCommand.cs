using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Removes public domains that no service uses.</summary>
/// <remarks>
/// <para>A domain with HTTP services is refused, and the error names them.</para>
/// </remarks>
/// <example>
/// <summary>Remove a domain</summary>
/// <code>Remove-ExternalDomain example.net</code>
/// <para>Asks, and removes example.net.</para>
/// </example>
/// <example>
/// <summary>Remove a domain along with its services</summary>
/// <code>Get-ClusterService -Domain example.net | Remove-ClusterService -Confirm:$false
/// Remove-ExternalDomain example.net -Confirm:$false</code>
/// <para>The services go first.</para>
/// </example>
/// <seealso cref="GetExternalDomainCommand"/>
[Cmdlet(VerbsCommon.Remove, "ExternalDomain", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveExternalDomainCommand : ClusterCmdlet
{
    /// <summary>The domains: names, patterns, numbers or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [IdentityTransformation<DomainIdentity>]
    [ArgumentCompleter(typeof(DomainCompleter))]
    public DomainIdentity[] Domain { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEach(
        Domain,
        name => Session.Domains.FindAsync(name, null, Context.CancellationToken),
        domain => new DomainIdentity(domain),
        domain => Wait(Session.Domains.RemoveAsync(domain, Context)));
}
