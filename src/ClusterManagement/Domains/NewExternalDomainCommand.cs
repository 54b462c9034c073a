using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Makes a public domain, below which HTTP services of a site are reached.</summary>
/// <remarks>
/// <para>The Cloudflare API key is encrypted before it is stored and is never shown again.</para>
/// </remarks>
/// <example>
/// <summary>Make a domain</summary>
/// <code>New-ExternalDomain example.com -Site dc1</code>
/// <para>HTTP services of containers in dc1 can now be reached below example.com.</para>
/// </example>
/// <example>
/// <summary>Make a domain with what certificates need</summary>
/// <code>New-ExternalDomain example.org -Site dc1 -AcmeEmail admin@example.org -AcmeDirectory https://acme-v02.api.letsencrypt.org/directory -CloudflareApiEmail admin@example.org -CloudflareApiKey $key</code>
/// <para>$key is a SecureString.</para>
/// </example>
/// <seealso cref="GetExternalDomainCommand"/>
/// <seealso cref="AddHttpServiceCommand"/>
[Cmdlet(VerbsCommon.New, "ExternalDomain", SupportsShouldProcess = true)]
[OutputType(typeof(ExternalDomain))]
public sealed class NewExternalDomainCommand : ClusterCmdlet
{
    /// <summary>The domain's name, for example <c>example.com</c>. It is kept in lower case.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    public string Domain { get; set; } = string.Empty;

    /// <summary>The site the domain belongs to: a name, a number or an object.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [IdentityTransformation<SiteIdentity>]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public SiteIdentity Site { get; set; } = null!;

    /// <summary>The mail address the certificate authority writes to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? AcmeEmail { get; set; }

    /// <summary>The certificate authority's ACME directory, an https URL.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? AcmeDirectory { get; set; }

    /// <summary>The mail address of the Cloudflare account.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? CloudflareApiEmail { get; set; }

    /// <summary>The Cloudflare API key that may change the domain's DNS records.</summary>
    [Parameter]
    public System.Security.SecureString? CloudflareApiKey { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        var draft = new DomainDraft
        {
            Domain = Domain,
            Site = Site,
            AcmeEmail = Given(AcmeEmail),
            AcmeDirectory = Given(AcmeDirectory),
            CloudflareApiEmail = Given(CloudflareApiEmail),
            CloudflareApiKey = CloudflareApiKey is null ? null : new SecretText(CloudflareApiKey),
        };
        WriteResult(Wait(Session.Domains.CreateAsync(draft, Context)));
    });
}
