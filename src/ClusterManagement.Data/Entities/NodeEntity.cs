namespace ClusterManagement.Data.Entities;

/// <summary>A row of Nodes.</summary>
public sealed class NodeEntity : Entity
{
    /// <summary>The Proxmox host name.</summary>
    public required string Name { get; set; }

    /// <summary>The site's key.</summary>
    public int SiteId { get; set; }

    /// <summary>The site.</summary>
    public SiteEntity Site { get; set; } = null!;

    /// <summary>The node's address for DNS.</summary>
    public string? Ipv4Address { get; set; }

    /// <summary>The endpoint of the Proxmox API.</summary>
    public string? ApiUrl { get; set; }

    /// <summary>The user name or token id.</summary>
    public string? ApiTokenIdOrUsername { get; set; }

    /// <summary>The password or token secret, encrypted.</summary>
    [Encrypted]
    public string? ApiTokenSecretOrPassword { get; set; }

    /// <summary>True to skip the verification of the TLS certificate.</summary>
    public bool DisableTlsVerification { get; set; }

    /// <summary>The SHA-256 fingerprint of the only certificate to accept.</summary>
    public string? CertificateFingerprint { get; set; }

    /// <summary>The node's containers.</summary>
    public List<ContainerEntity> Containers { get; } = [];
}
