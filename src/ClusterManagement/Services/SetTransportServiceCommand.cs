using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Changes TCP and UDP services.</summary>
/// <remarks>
/// <para>Only the fields that are given change. A public port that is taken is refused, and the error says by whom.
/// <c>-ExternalPort $null</c> gives the lowest free one, found and taken in one transaction.</para>
/// </remarks>
/// <example>
/// <summary>Move a service to a certain public port</summary>
/// <code>Set-TransportService 12 -ExternalPort 5432</code>
/// <para>The former port is free again.</para>
/// </example>
/// <example>
/// <summary>Terminate TLS in front of all TCP services of a container</summary>
/// <code>Get-ClusterService db1 -Type Transport | Set-TransportService -UseTls -PassThru</code>
/// <para>Shows the services. <c>-UseTls:$false</c> passes the bytes on as they come again.</para>
/// </example>
/// <seealso cref="AddTransportServiceCommand"/>
/// <seealso cref="FindClusterPortCommand"/>
[Cmdlet(VerbsCommon.Set, "TransportService", SupportsShouldProcess = true)]
[OutputType(typeof(TransportService))]
public sealed class SetTransportServiceCommand : SetServiceCmdlet
{
    /// <summary>Another protocol; the public port has to be free there.</summary>
    [Parameter]
    public TransportProtocol Protocol { get; set; }

    /// <summary>Another public port; <c>$null</c> takes the lowest free one.</summary>
    [Parameter]
    [AllowNull]
    public int? ExternalPort { get; set; }

    /// <summary>Terminates TLS in front of a TCP service; <c>-UseTls:$false</c> does so no more.</summary>
    [Parameter]
    public SwitchParameter UseTls { get; set; }

    /// <inheritdoc/>
    private protected override void Act(ServiceIdentity identity) => WriteChanged(Session.Services.UpdateTransportAsync(
        identity,
        new TransportServiceChanges
        {
            ContainerPort = Bound(nameof(Port), Port),
            Protocol = Bound(nameof(Protocol), Protocol),
            ExternalPort = Bound(nameof(ExternalPort), ExternalPort),
            UseTls = Bound<bool>(nameof(UseTls), UseTls),
        },
        Context));
}
