using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Exposes a TCP or UDP service of a container on a public port.</summary>
/// <remarks>
/// <para>Without <c>-ExternalPort</c> the service gets the lowest free port from 2000 on, per protocol. It is found and taken in one
/// transaction: two commands at once never get the same one.</para>
/// </remarks>
/// <example>
/// <summary>Expose SSH on the next free port</summary>
/// <code>Add-TransportService -Container web1 -Protocol Tcp -Port 22</code>
/// <para>The output shows the port that was given.</para>
/// </example>
/// <example>
/// <summary>Expose a database with TLS on a certain port</summary>
/// <code>Get-ClusterContainer db1 | Add-TransportService -Protocol Tcp -Port 5432 -ExternalPort 5432 -UseTls</code>
/// <para>TLS is terminated in front of the container.</para>
/// </example>
/// <seealso cref="FindClusterPortCommand"/>
/// <seealso cref="GetClusterServiceCommand"/>
[Cmdlet(VerbsCommon.Add, "TransportService", SupportsShouldProcess = true)]
[OutputType(typeof(TransportService), typeof(Container))]
public sealed class AddTransportServiceCommand : AddServiceCmdlet
{
    /// <summary>The protocol.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public TransportProtocol Protocol { get; set; }

    /// <summary>The public port, when it should not be the lowest free one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? ExternalPort { get; set; }

    /// <summary>Terminates TLS in front of a TCP service.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter UseTls { get; set; }

    /// <inheritdoc/>
    private protected override Task<Service?> AddAsync(ContainerIdentity container) =>
        AsService(Session.Services.AddTransportAsync(container, new TransportServiceDraft(Port, Protocol, ExternalPort, UseTls), Context));
}
