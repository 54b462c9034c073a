namespace ClusterManagement;

/// <summary>Which certificates are wanted.</summary>
public sealed record CertificateFilter
{
    /// <summary>Those of domains with these names.</summary>
    public NameFilter Domain { get; init; } = NameFilter.All;

    /// <summary>Only those of a site's domains, when given.</summary>
    public SiteIdentity? Site { get; init; }

    /// <summary>Former ones too.</summary>
    public bool IncludeFormer { get; init; }
}
