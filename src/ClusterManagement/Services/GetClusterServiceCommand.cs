using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lists the services containers expose.</summary>
/// <remarks>
/// <para>Without a parameter all services are listed, ordered by site, container and type. A container, site or domain that does not
/// exist is an error.</para>
/// </remarks>
/// <example>
/// <summary>List all services</summary>
/// <code>Get-ClusterService</code>
/// <para>Shows where each service is reached.</para>
/// </example>
/// <example>
/// <summary>List the TCP and UDP services of some containers</summary>
/// <code>Get-ClusterContainer web* | Get-ClusterService -Type Transport</code>
/// <para>Shows their public ports.</para>
/// </example>
/// <seealso cref="AddHttpServiceCommand"/>
/// <seealso cref="AddTransportServiceCommand"/>
/// <seealso cref="AddDnsServiceCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterService", DefaultParameterSetName = "ByContainer")]
[OutputType(typeof(HttpService), typeof(TransportService), typeof(DnsService))]
public sealed class GetClusterServiceCommand : ClusterCmdlet
{
    /// <summary>Only the services of these containers: names, patterns, CTIDs (as numbers) or objects.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = "ByContainer")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [IdentityTransformation<ContainerIdentity>]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerIdentity[] Container { get; set; } = [];

    /// <summary>Only the services below this public domain: a name, a number or an object.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "ByDomain")]
    [IdentityTransformation<DomainIdentity>]
    [ArgumentCompleter(typeof(DomainCompleter))]
    public DomainIdentity? Domain { get; set; }

    /// <summary>Only the services of this site: a name, a number or an object.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "BySite")]
    [IdentityTransformation<SiteIdentity>]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public SiteIdentity? Site { get; set; }

    /// <summary>Only the service with this number.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ById")]
    public int Id { get; set; }

    /// <summary>Only the services of this type.</summary>
    [Parameter]
    public ServiceType? Type { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case "ById":
                Run(() =>
                {
                    if (Write(new ServiceFilter { Id = Id, Type = Type }) == 0) throw new ObjectNotFoundException(Nouns.Service, $"{Id}");
                });
                break;
            case "ByContainer" when Container.Length > 0:
                ForEach(Container, FindContainers, container => Write(new ServiceFilter { Container = container, Type = Type }));
                break;
            case "BySite":
                // A site without services is silent; one that does not exist is an error.
                Run(() =>
                {
                    if (Write(new ServiceFilter { Site = Site, Type = Type }) == 0) RefuseUnknown(Site);
                });
                break;
            default:
                Run(() => Write(new ServiceFilter { Domain = Domain, Type = Type }));
                break;
        }
    }

    private int Write(ServiceFilter filter) => WriteAll(Session.Services.FindAsync(filter, Context.CancellationToken));
}
