namespace ClusterManagement;

/// <summary>The fields of a node to be changed.</summary>
public sealed record NodeChanges
{
    /// <summary>The Proxmox host name.</summary>
    public Optional<string?> Name { get; init; }

    /// <summary>The node's address for DNS; null clears it.</summary>
    public Optional<string?> Ipv4Address { get; init; }

    /// <summary>The endpoint of the Proxmox API; null clears it.</summary>
    public Optional<string?> ApiUrl { get; init; }

    /// <summary>The user name or API token id.</summary>
    public Optional<string?> ApiTokenIdOrUsername { get; init; }

    /// <summary>The password or token secret.</summary>
    public Optional<SecretText?> ApiTokenSecretOrPassword { get; init; }

    /// <summary>True to skip the verification of the TLS certificate.</summary>
    public Optional<bool> DisableTlsVerification { get; init; }

    /// <summary>The SHA-256 fingerprint of the only certificate to accept; null clears it.</summary>
    public Optional<string?> CertificateFingerprint { get; init; }
}
