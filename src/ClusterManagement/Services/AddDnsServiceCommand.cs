using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Announces a service of a container by an SRV record of the site's internal domain.</summary>
/// <remarks>
/// <para>Several containers may announce the same service name; clients then find all of them (RFC 2782).</para>
/// </remarks>
/// <example>
/// <summary>Announce a directory server</summary>
/// <code>Add-DnsService -Container ldap1 -Port 389 -ServiceName _ldap._tcp</code>
/// <para>Clients of the site cluster.internal find it by _ldap._tcp.cluster.internal.</para>
/// </example>
/// <example>
/// <summary>Announce a service of several containers</summary>
/// <code>Get-ClusterContainer kdc* | Add-DnsService -Port 88 -ServiceName _kerberos._udp</code>
/// <para>Emits one service per container.</para>
/// </example>
/// <seealso cref="GetClusterServiceCommand"/>
[Cmdlet(VerbsCommon.Add, "DnsService", SupportsShouldProcess = true)]
[OutputType(typeof(DnsService), typeof(Container))]
public sealed class AddDnsServiceCommand : AddServiceCmdlet
{
    /// <summary>The record's service name: <c>_service._tcp</c> or <c>_service._udp</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string ServiceName { get; set; } = string.Empty;

    /// <summary>The record's type.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "Srv")]
    public DnsRecordType RecordType { get; set; }

    /// <inheritdoc/>
    private protected override Task<Service?> AddAsync(ContainerIdentity container) =>
        AsService(Session.Services.AddDnsAsync(container, new DnsServiceDraft(Port, ServiceName, RecordType), Context));
}
