namespace ClusterManagement.Data.Entities;

/// <summary>A row of DnsServices.</summary>
public sealed class DnsServiceEntity : ServicePartEntity
{
    /// <summary>The record's type.</summary>
    public DnsRecordType RecordType { get; set; }

    /// <summary>The record's service name.</summary>
    public required string ServiceName { get; set; }
}
