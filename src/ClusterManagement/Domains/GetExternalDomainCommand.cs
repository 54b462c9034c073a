using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lists public domains.</summary>
/// <remarks>
/// <para>A domain that does not exist is an error; a pattern that no domain matches is not. API keys are never shown; the property
/// HasCloudflareApiKey says whether one is stored.</para>
/// </remarks>
/// <example>
/// <summary>List all domains</summary>
/// <code>Get-ExternalDomain</code>
/// <para>Shows each domain with its site and the number of its services.</para>
/// </example>
/// <example>
/// <summary>List the services below a domain</summary>
/// <code>Get-ExternalDomain example.com | Get-ClusterService</code>
/// <para>Shows the HTTP services of example.com.</para>
/// </example>
/// <seealso cref="NewExternalDomainCommand"/>
[Cmdlet(VerbsCommon.Get, "ExternalDomain", DefaultParameterSetName = "ByName")]
[OutputType(typeof(ExternalDomain))]
public sealed class GetExternalDomainCommand : ClusterCmdlet
{
    /// <summary>Names and patterns of domains.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = "ByName")]
    [Alias("Name")]
    [NameTransformation]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DomainCompleter))]
    public string[]? Domain { get; set; }

    /// <summary>Only the domains of this site: a name, a number or an object.</summary>
    [Parameter(ParameterSetName = "ByName")]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "BySite")]
    [IdentityTransformation<SiteIdentity>]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public SiteIdentity? Site { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteNamed(Nouns.Domain, Domain, name => Session.Domains.FindAsync(name, Site, Context.CancellationToken), Site);
}
