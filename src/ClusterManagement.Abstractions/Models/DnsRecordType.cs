namespace ClusterManagement;

/// <summary>The type of a DNS record.</summary>
public enum DnsRecordType
{
    /// <summary>A service location record (RFC 2782).</summary>
    Srv,
}
