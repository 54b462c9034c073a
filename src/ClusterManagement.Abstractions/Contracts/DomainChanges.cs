namespace ClusterManagement;

/// <summary>The fields of a public domain to be changed.</summary>
public sealed record DomainChanges
{
    /// <summary>The mail address for the certificate authority; null clears it.</summary>
    public Optional<string?> AcmeEmail { get; init; }

    /// <summary>The certificate authority's ACME directory; null clears it.</summary>
    public Optional<string?> AcmeDirectory { get; init; }

    /// <summary>The mail address of the Cloudflare account; null clears it.</summary>
    public Optional<string?> CloudflareApiEmail { get; init; }

    /// <summary>The Cloudflare API key; null clears it.</summary>
    public Optional<SecretText?> CloudflareApiKey { get; init; }
}
