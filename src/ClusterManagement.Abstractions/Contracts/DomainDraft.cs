namespace ClusterManagement;

/// <summary>A public domain to be made.</summary>
public sealed record DomainDraft
{
    /// <summary>The domain's name.</summary>
    public required string Domain { get; init; }

    /// <summary>The site.</summary>
    public required SiteIdentity Site { get; init; }

    /// <summary>The mail address for the certificate authority.</summary>
    public string? AcmeEmail { get; init; }

    /// <summary>The certificate authority's ACME directory.</summary>
    public string? AcmeDirectory { get; init; }

    /// <summary>The mail address of the Cloudflare account.</summary>
    public string? CloudflareApiEmail { get; init; }

    /// <summary>The Cloudflare API key.</summary>
    public SecretText? CloudflareApiKey { get; init; }
}
