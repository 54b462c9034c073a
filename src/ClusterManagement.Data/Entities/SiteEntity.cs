namespace ClusterManagement.Data.Entities;

/// <summary>A row of Sites.</summary>
public sealed class SiteEntity : Entity
{
    /// <summary>The display name.</summary>
    public required string Name { get; set; }

    /// <summary>The internal DNS domain.</summary>
    public required string InternalDomain { get; set; }

    /// <summary>The addresses for containers, <c>a-b</c>.</summary>
    public required string DhcpRange { get; set; }

    /// <summary>The subnet mask.</summary>
    public required string SubnetMask { get; set; }

    /// <summary>The default gateway.</summary>
    public required string Gateway { get; set; }

    /// <summary>The upstream DNS servers, comma-separated.</summary>
    public string? DnsForwarders { get; set; }

    /// <summary>The site's nodes.</summary>
    public List<NodeEntity> Nodes { get; } = [];

    /// <summary>The site's domains.</summary>
    public List<ExternalDomainEntity> ExternalDomains { get; } = [];
}
