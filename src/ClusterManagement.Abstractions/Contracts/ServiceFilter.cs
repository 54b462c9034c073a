namespace ClusterManagement;

/// <summary>Which services to read.</summary>
public sealed record ServiceFilter
{
    /// <summary>Only those of this container.</summary>
    public ContainerIdentity? Container { get; init; }

    /// <summary>Only those of this site.</summary>
    public SiteIdentity? Site { get; init; }

    /// <summary>Only those below this domain.</summary>
    public DomainIdentity? Domain { get; init; }

    /// <summary>Only those of this type.</summary>
    public ServiceType? Type { get; init; }

    /// <summary>Only the one with this number.</summary>
    public int? Id { get; init; }
}
