using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Exposes an HTTP service of a container under a host name of a public domain.</summary>
/// <remarks>
/// <para>The domain has to belong to the container's site. A host name can be taken once per domain; the error says who has it.</para>
/// </remarks>
/// <example>
/// <summary>Expose a service</summary>
/// <code>Add-HttpService -Container web1 -Port 8080 -Hostname app -Domain example.com</code>
/// <para>Port 8080 of web1 is to be reached as https://app.example.com.</para>
/// </example>
/// <example>
/// <summary>Expose several services of a container</summary>
/// <code>Get-ClusterContainer web1 |
///     Add-HttpService -Port 8080 -Hostname app -Domain example.com -PassThru |
///     Add-HttpService -Port 9090 -Hostname metrics -Domain example.com</code>
/// <para>With -PassThru the container goes on to the next command.</para>
/// </example>
/// <seealso cref="GetClusterServiceCommand"/>
/// <seealso cref="NewExternalDomainCommand"/>
[Cmdlet(VerbsCommon.Add, "HttpService", SupportsShouldProcess = true)]
[OutputType(typeof(HttpService), typeof(Container))]
public sealed class AddHttpServiceCommand : AddServiceCmdlet
{
    /// <summary>The host name below the domain; <c>@</c> means the domain itself. Without it, the container's own host name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ExternalHostname")]
    public string? Hostname { get; set; }

    /// <summary>The public domain: a name, a number or an object.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [IdentityTransformation<DomainIdentity>]
    [ArgumentCompleter(typeof(DomainCompleter))]
    public DomainIdentity Domain { get; set; } = null!;

    /// <inheritdoc/>
    private protected override Task<Service?> AddAsync(ContainerIdentity container) =>
        AsService(Session.Services.AddHttpAsync(container, new HttpServiceDraft(Port, Given(Hostname), Domain), Context));
}
