namespace ClusterManagement.Data.Entities;

/// <summary>A row of HTTPServices.</summary>
public sealed class HttpServiceEntity : ServicePartEntity
{
    /// <summary>The host name below the domain.</summary>
    public required string ExternalHostname { get; set; }

    /// <summary>The domain's key.</summary>
    public int ExternalDomainId { get; set; }

    /// <summary>The domain.</summary>
    public ExternalDomainEntity ExternalDomain { get; set; } = null!;
}
