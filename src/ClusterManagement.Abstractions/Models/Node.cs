namespace ClusterManagement;

/// <summary>A Proxmox VE server of a site (spec: Node). Its secret is never part of the object.</summary>
public sealed record Node : ClusterObject
{
    /// <summary>The name; it is the Proxmox host name.</summary>
    public required string Name { get; init; }

    /// <summary>The site's name.</summary>
    public required string Site { get; init; }

    /// <summary>The number of the site.</summary>
    public int SiteId { get; init; }

    /// <summary>The node's address for DNS, when one is recorded.</summary>
    public string? Ipv4Address { get; init; }

    /// <summary>The endpoint of the Proxmox API; null for a node that is only registered.</summary>
    public string? ApiUrl { get; init; }

    /// <summary>The user name or API token id.</summary>
    public string? ApiTokenIdOrUsername { get; init; }

    /// <summary>True when the node's TLS certificate is not verified.</summary>
    public bool DisableTlsVerification { get; init; }

    /// <summary>The SHA-256 fingerprint of the only certificate that is accepted, when one is pinned.</summary>
    public string? CertificateFingerprint { get; init; }

    /// <summary>How many containers are registered on the node.</summary>
    public int Containers { get; init; }

    /// <summary>How the node's TLS certificate is checked: <c>Verified</c>, <c>Pinned</c> or <c>Off</c>.</summary>
    public string Tls => CertificateFingerprint is not null ? "Pinned" : DisableTlsVerification ? "Off" : "Verified";

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
