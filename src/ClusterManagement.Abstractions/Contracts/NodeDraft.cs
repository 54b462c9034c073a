namespace ClusterManagement;

/// <summary>A node to be registered.</summary>
public sealed record NodeDraft
{
    /// <summary>The Proxmox host name.</summary>
    public required string Name { get; init; }

    /// <summary>The site.</summary>
    public required SiteIdentity Site { get; init; }

    /// <summary>The node's address for DNS.</summary>
    public string? Ipv4Address { get; init; }

    /// <summary>The endpoint of the Proxmox API.</summary>
    public string? ApiUrl { get; init; }

    /// <summary>The user name or API token id.</summary>
    public string? ApiTokenIdOrUsername { get; init; }

    /// <summary>The password or token secret.</summary>
    public SecretText? ApiTokenSecretOrPassword { get; init; }

    /// <summary>True to skip the verification of the TLS certificate.</summary>
    public bool DisableTlsVerification { get; init; }

    /// <summary>The SHA-256 fingerprint of the only certificate to accept.</summary>
    public string? CertificateFingerprint { get; init; }
}
