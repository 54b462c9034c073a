namespace ClusterManagement;

/// <summary>The fields of a service announced by a DNS record to be changed.</summary>
public sealed record DnsServiceChanges
{
    /// <summary>The port inside the container.</summary>
    public Optional<int> ContainerPort { get; init; }

    /// <summary>The record's service name.</summary>
    public Optional<string?> ServiceName { get; init; }

    /// <summary>The record's type.</summary>
    public Optional<DnsRecordType> RecordType { get; init; }
}
