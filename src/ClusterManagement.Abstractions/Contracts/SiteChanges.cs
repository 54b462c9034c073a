namespace ClusterManagement;

/// <summary>The fields of a site to be changed.</summary>
public sealed record SiteChanges
{
    /// <summary>The display name.</summary>
    public Optional<string?> Name { get; init; }

    /// <summary>The internal DNS domain.</summary>
    public Optional<string?> InternalDomain { get; init; }

    /// <summary>The addresses for containers.</summary>
    public Optional<string?> DhcpRange { get; init; }

    /// <summary>The subnet mask.</summary>
    public Optional<string?> SubnetMask { get; init; }

    /// <summary>The default gateway.</summary>
    public Optional<string?> Gateway { get; init; }

    /// <summary>The upstream DNS servers.</summary>
    public Optional<string[]?> DnsForwarders { get; init; }
}
