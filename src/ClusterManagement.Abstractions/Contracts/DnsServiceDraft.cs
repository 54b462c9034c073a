namespace ClusterManagement;

/// <summary>A service announced by a DNS record, to be added.</summary>
/// <param name="ContainerPort">The port inside the container.</param>
/// <param name="ServiceName">The record's service name, for example <c>_ldap._tcp</c>.</param>
/// <param name="RecordType">The record's type.</param>
public sealed record DnsServiceDraft(int ContainerPort, string ServiceName, DnsRecordType RecordType = DnsRecordType.Srv);
