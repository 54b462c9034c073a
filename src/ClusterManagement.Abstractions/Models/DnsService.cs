namespace ClusterManagement;

/// <summary>A service announced by a DNS record (spec: DnsService).</summary>
public sealed record DnsService : Service
{
    /// <summary>The record's type.</summary>
    public DnsRecordType RecordType { get; init; }

    /// <summary>The record's service name, for example <c>_ldap._tcp</c>.</summary>
    public required string ServiceName { get; init; }

    /// <summary>The site's internal domain, below which the record stands.</summary>
    public required string InternalDomain { get; init; }

    /// <inheritdoc/>
    public override ServiceType Type => ServiceType.Dns;

    /// <inheritdoc/>
    public override string Endpoint => $"{ServiceName}.{InternalDomain}";
}
