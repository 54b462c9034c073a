namespace ClusterManagement.Data.Entities;

/// <summary>A row of ExternalDomains.</summary>
public sealed class ExternalDomainEntity : Entity
{
    /// <summary>The domain's name.</summary>
    public required string Domain { get; set; }

    /// <summary>The site's key.</summary>
    public int SiteId { get; set; }

    /// <summary>The site.</summary>
    public SiteEntity Site { get; set; } = null!;

    /// <summary>The mail address for the certificate authority.</summary>
    public string? AcmeEmail { get; set; }

    /// <summary>The ACME directory.</summary>
    public string? AcmeDirectory { get; set; }

    /// <summary>The mail address of the Cloudflare account.</summary>
    public string? CloudflareApiEmail { get; set; }

    /// <summary>The Cloudflare API key, encrypted.</summary>
    [Encrypted]
    public string? CloudflareApiKey { get; set; }

    /// <summary>The HTTP services below the domain.</summary>
    public List<HttpServiceEntity> HttpServices { get; } = [];

    /// <summary>The domain's certificates, the current one and former ones.</summary>
    public List<CertificateEntity> Certificates { get; } = [];
}
