namespace ClusterManagement;

/// <summary>A Proxmox VE cluster to be discovered.</summary>
public sealed record DiscoveryRequest
{
    /// <summary>The site its nodes will belong to.</summary>
    public required SiteIdentity Site { get; init; }

    /// <summary>The endpoint of one node's API.</summary>
    public required string ApiUrl { get; init; }

    /// <summary>The user name or API token id.</summary>
    public required string ApiTokenIdOrUsername { get; init; }

    /// <summary>The password or token secret.</summary>
    public required SecretText ApiTokenSecretOrPassword { get; init; }

    /// <summary>True to skip the verification of the TLS certificate.</summary>
    public bool DisableTlsVerification { get; init; }

    /// <summary>The SHA-256 fingerprint of the only certificate to accept.</summary>
    public string? CertificateFingerprint { get; init; }

    /// <summary>True to register each node with its own address as the endpoint in place of the one that was asked.</summary>
    public bool UseNodeAddress { get; init; }

    /// <summary>True to adopt containers that carry the mark of a registration this database does not have.</summary>
    public bool TakeOwnership { get; init; }
}
