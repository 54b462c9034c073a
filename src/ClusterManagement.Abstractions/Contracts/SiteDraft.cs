namespace ClusterManagement;

/// <summary>A site to be made.</summary>
public sealed record SiteDraft
{
    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>The internal DNS domain.</summary>
    public required string InternalDomain { get; init; }

    /// <summary>The addresses for containers, <c>a-b</c> or <c>a,b</c>.</summary>
    public required string DhcpRange { get; init; }

    /// <summary>The subnet mask.</summary>
    public required string SubnetMask { get; init; }

    /// <summary>The default gateway.</summary>
    public required string Gateway { get; init; }

    /// <summary>The upstream DNS servers.</summary>
    public IReadOnlyList<string> DnsForwarders { get; init; } = [];
}
