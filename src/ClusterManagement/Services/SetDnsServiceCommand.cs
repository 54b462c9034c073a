using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Changes services that are announced by SRV records.</summary>
/// <remarks>
/// <para>Only the fields that are given change. A container announces a service name on one port once.</para>
/// </remarks>
/// <example>
/// <summary>Announce another port</summary>
/// <code>Set-DnsService 12 -Port 636</code>
/// <para>The record's name stays.</para>
/// </example>
/// <example>
/// <summary>Give a record another name</summary>
/// <code>Get-ClusterService ldap1 -Type Dns | Set-DnsService -ServiceName _ldaps._tcp -PassThru</code>
/// <para>Shows the service with the record's new name.</para>
/// </example>
/// <seealso cref="AddDnsServiceCommand"/>
/// <seealso cref="GetClusterServiceCommand"/>
[Cmdlet(VerbsCommon.Set, "DnsService", SupportsShouldProcess = true)]
[OutputType(typeof(DnsService))]
public sealed class SetDnsServiceCommand : SetServiceCmdlet
{
    /// <summary>Another service name: <c>_service._tcp</c> or <c>_service._udp</c>.</summary>
    [Parameter]
    public string? ServiceName { get; set; }

    /// <summary>Another type of record.</summary>
    [Parameter]
    public DnsRecordType RecordType { get; set; }

    /// <inheritdoc/>
    private protected override void Act(ServiceIdentity identity) => WriteChanged(Session.Services.UpdateDnsAsync(
        identity,
        new DnsServiceChanges
        {
            ContainerPort = Bound(nameof(Port), Port),
            ServiceName = Bound(nameof(ServiceName), ServiceName),
            RecordType = Bound(nameof(RecordType), RecordType),
        },
        Context));
}
