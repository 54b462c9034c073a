using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Changes HTTP services.</summary>
/// <remarks>
/// <para>Only the fields that are given change. A host name below a domain can be taken once; the error says who has it.</para>
/// </remarks>
/// <example>
/// <summary>Move a service to another port of its container</summary>
/// <code>Set-HttpService 12 -Port 8081</code>
/// <para>The host name stays.</para>
/// </example>
/// <example>
/// <summary>Bring all services of a container below another domain</summary>
/// <code>Get-ClusterService web1 -Type Http | Set-HttpService -Domain example.org -PassThru</code>
/// <para>Shows the services with their new addresses.</para>
/// </example>
/// <seealso cref="AddHttpServiceCommand"/>
/// <seealso cref="GetClusterServiceCommand"/>
[Cmdlet(VerbsCommon.Set, "HttpService", SupportsShouldProcess = true)]
[OutputType(typeof(HttpService))]
public sealed class SetHttpServiceCommand : SetServiceCmdlet
{
    /// <summary>Another host name below the domain; <c>@</c> means the domain itself.</summary>
    [Parameter]
    [Alias("ExternalHostname")]
    public string? Hostname { get; set; }

    /// <summary>Another public domain of the same site: a name, a number or an object.</summary>
    [Parameter]
    [ValidateNotNull]
    [IdentityTransformation<DomainIdentity>]
    [ArgumentCompleter(typeof(DomainCompleter))]
    public DomainIdentity Domain { get; set; } = null!;

    /// <inheritdoc/>
    private protected override void Act(ServiceIdentity identity) => WriteChanged(Session.Services.UpdateHttpAsync(
        identity,
        new HttpServiceChanges
        {
            ContainerPort = Bound(nameof(Port), Port),
            ExternalHostname = Bound(nameof(Hostname), Hostname),
            Domain = Bound(nameof(Domain), Domain),
        },
        Context));
}
