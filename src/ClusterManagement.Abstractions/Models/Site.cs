namespace ClusterManagement;

/// <summary>A site: the place of one Proxmox cluster, with its domain and address range (spec: Site).</summary>
public sealed record Site : ClusterObject
{
    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>The internal DNS domain, for example <c>cluster.internal</c>.</summary>
    public required string InternalDomain { get; init; }

    /// <summary>The addresses containers get, for example <c>10.0.0.100-10.0.0.200</c>.</summary>
    public required string DhcpRange { get; init; }

    /// <summary>The subnet mask, for example <c>255.255.255.0</c>.</summary>
    public required string SubnetMask { get; init; }

    /// <summary>The default gateway.</summary>
    public required string Gateway { get; init; }

    /// <summary>The upstream DNS servers.</summary>
    public IReadOnlyList<string> DnsForwarders { get; init; } = [];

    /// <summary>How many nodes the site has.</summary>
    public int Nodes { get; init; }

    /// <summary>How many containers run or are registered on those nodes.</summary>
    public int Containers { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
