using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Changes public domains.</summary>
/// <remarks>
/// <para>Only the fields that are given change; <c>$null</c> clears a field.</para>
/// </remarks>
/// <example>
/// <summary>Store another API key</summary>
/// <code>Set-ExternalDomain example.com -CloudflareApiKey $key</code>
/// <para>The former key is overwritten.</para>
/// </example>
/// <example>
/// <summary>Take the certificate authority away</summary>
/// <code>Set-ExternalDomain example.com -AcmeDirectory $null -AcmeEmail $null -PassThru</code>
/// <para>Clears both fields and shows the domain.</para>
/// </example>
/// <seealso cref="GetExternalDomainCommand"/>
[Cmdlet(VerbsCommon.Set, "ExternalDomain", SupportsShouldProcess = true)]
[OutputType(typeof(ExternalDomain))]
public sealed class SetExternalDomainCommand : DomainCmdlet
{
    /// <summary>Another mail address for the certificate authority; <c>$null</c> clears it.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? AcmeEmail { get; set; }

    /// <summary>Another ACME directory, an https URL; <c>$null</c> clears it.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? AcmeDirectory { get; set; }

    /// <summary>Another mail address of the Cloudflare account; <c>$null</c> clears it.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? CloudflareApiEmail { get; set; }

    /// <summary>Another Cloudflare API key; <c>$null</c> clears it.</summary>
    [Parameter]
    [AllowNull]
    public System.Security.SecureString? CloudflareApiKey { get; set; }

    /// <summary>Emits the changed object; without it the command is silent.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Act(DomainIdentity identity)
    {
        var key = CloudflareApiKey is null ? null : new SecretText(CloudflareApiKey);
        var changes = new DomainChanges
        {
            AcmeEmail = Bound(nameof(AcmeEmail), AcmeEmail),
            AcmeDirectory = Bound(nameof(AcmeDirectory), AcmeDirectory),
            CloudflareApiEmail = Bound(nameof(CloudflareApiEmail), CloudflareApiEmail),
            CloudflareApiKey = Bound(nameof(CloudflareApiKey), key),
        };
        WriteResult(Wait(Session.Domains.UpdateAsync(identity, changes, Context)), PassThru);
    }
}
