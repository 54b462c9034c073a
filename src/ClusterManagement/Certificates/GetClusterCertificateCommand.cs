using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lists the certificates of public domains.</summary>
/// <remarks>
/// <para>Without <c>-IncludeFormer</c> the current ones are listed. A domain that has none is silent when it is named by a pattern, and an
/// error when it is named in full. Private keys are never shown.</para>
/// </remarks>
/// <example>
/// <summary>List all current certificates</summary>
/// <code>Get-ClusterCertificate</code>
/// <para>Shows each domain with the end of its certificate.</para>
/// </example>
/// <example>
/// <summary>Find certificates that end soon</summary>
/// <code>Get-ClusterCertificate | Where-Object NotAfter -LT ([datetime]::UtcNow.AddDays(14))</code>
/// <para>Times are UTC.</para>
/// </example>
/// <seealso cref="ImportClusterCertificateCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterCertificate", DefaultParameterSetName = "ByName")]
[OutputType(typeof(Certificate))]
public sealed class GetClusterCertificateCommand : ClusterCmdlet
{
    /// <summary>Names and patterns of domains.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = "ByName")]
    [NameTransformation]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DomainCompleter))]
    public string[]? Domain { get; set; }

    /// <summary>A domain, as Get-ExternalDomain emits it. One that has no certificate is silent.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "ByDomain")]
    public ExternalDomain? ExternalDomain { get; set; }

    /// <summary>Only the certificates of this site's domains: a name, a number or an object.</summary>
    [Parameter(ParameterSetName = "ByName")]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "BySite")]
    [IdentityTransformation<SiteIdentity>]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public SiteIdentity? Site { get; set; }

    /// <summary>Lists former certificates too.</summary>
    [Parameter]
    public SwitchParameter IncludeFormer { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ExternalDomain is not null) Run(() => WriteAll(Find(NameFilter.Named(ExternalDomain.Domain))));
        else WriteNamed(Nouns.Certificate, Domain, Find, Site);
    }

    private IAsyncEnumerable<Certificate> Find(NameFilter domain) =>
        Session.Certificates.FindAsync(new CertificateFilter { Domain = domain, Site = Site, IncludeFormer = IncludeFormer }, Context.CancellationToken);
}
