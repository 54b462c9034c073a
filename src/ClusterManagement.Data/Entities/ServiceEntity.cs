namespace ClusterManagement.Data.Entities;

/// <summary>A row of Services: the base of one HTTP, transport or DNS service.</summary>
public sealed class ServiceEntity : Entity
{
    /// <summary>The container's key.</summary>
    public int ContainerId { get; set; }

    /// <summary>The container.</summary>
    public ContainerEntity Container { get; set; } = null!;

    /// <summary>The discriminator: which child table holds the rest.</summary>
    public ServiceType Type { get; set; }

    /// <summary>The port inside the container.</summary>
    public int ContainerPort { get; set; }

    /// <summary>The HTTP part.</summary>
    public HttpServiceEntity? Http { get; set; }

    /// <summary>The transport part.</summary>
    public TransportServiceEntity? Transport { get; set; }

    /// <summary>The DNS part.</summary>
    public DnsServiceEntity? Dns { get; set; }
}
