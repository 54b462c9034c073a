namespace ClusterManagement.Engine.Services;

/// <summary>A service with the columns of whichever child table it has.</summary>
internal sealed class ServiceRow
{
    /// <summary>The key.</summary>
    public int Id { get; init; }

    /// <summary>The container's key.</summary>
    public int ContainerKey { get; init; }

    /// <summary>The discriminator.</summary>
    public ServiceType Type { get; init; }

    /// <summary>The port inside the container.</summary>
    public int ContainerPort { get; init; }

    /// <summary>When the row was written first.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When the row was written last.</summary>
    public DateTime UpdatedAt { get; init; }

    /// <summary>Of an HTTP service: the host name below the domain.</summary>
    public string? ExternalHostname { get; init; }

    /// <summary>Of an HTTP service: the domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Of a transport service: the protocol.</summary>
    public TransportProtocol? Protocol { get; init; }

    /// <summary>Of a transport service: the public port.</summary>
    public int? ExternalPort { get; init; }

    /// <summary>Of a transport service: whether TLS is terminated.</summary>
    public bool? UseTls { get; init; }

    /// <summary>Of a DNS service: the record's type.</summary>
    public DnsRecordType? RecordType { get; init; }

    /// <summary>Of a DNS service: the record's service name.</summary>
    public string? ServiceName { get; init; }
}
