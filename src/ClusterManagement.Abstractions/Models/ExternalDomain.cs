namespace ClusterManagement;

/// <summary>A public domain below which HTTP services are reached (spec: ExternalDomain). Its API key is never part of the object.</summary>
public sealed record ExternalDomain : ClusterObject
{
    /// <summary>The domain's name.</summary>
    public required string Domain { get; init; }

    /// <summary>The site's name.</summary>
    public required string Site { get; init; }

    /// <summary>The mail address the certificate authority writes to.</summary>
    public string? AcmeEmail { get; init; }

    /// <summary>The certificate authority's ACME directory (RFC 8555).</summary>
    public string? AcmeDirectory { get; init; }

    /// <summary>The mail address of the Cloudflare account.</summary>
    public string? CloudflareApiEmail { get; init; }

    /// <summary>True when a Cloudflare API key is stored.</summary>
    public bool HasCloudflareApiKey { get; init; }

    /// <summary>How many HTTP services use the domain.</summary>
    public int Services { get; init; }

    /// <summary>The domain's name.</summary>
    public override string ToString() => Domain;
}
