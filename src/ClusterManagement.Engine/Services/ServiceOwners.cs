using ClusterManagement.Data;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Services;

/// <summary>Who has a public host name, a public port or a DNS record already.</summary>
internal static class ServiceOwners
{
    private static readonly ModelQuery<Func<ClusterContext, string, int, CancellationToken, Task<string?>>> HostOwner = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, string host, int domain, CancellationToken token) => context.Services
            .Where(service => service.Http!.ExternalHostname == host && service.Http.ExternalDomainId == domain)
            .Select(service => service.Container.Hostname)
            .FirstOrDefault()));

    private static readonly ModelQuery<Func<ClusterContext, TransportProtocol, int, CancellationToken, Task<string?>>> PortOwner = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, TransportProtocol protocol, int port, CancellationToken token) => context.Services
            .Where(service => service.Transport!.Protocol == protocol && service.Transport.ExternalPort == port)
            .Select(service => service.Container.Hostname)
            .FirstOrDefault()));

    /// <summary>The host name of the container that has a public host name; null when it is free.</summary>
    /// <param name="context">The database.</param>
    /// <param name="host">The host name below the domain.</param>
    /// <param name="domain">The domain's key.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static Task<string?> OfHostAsync(ClusterContext context, string host, int domain, CancellationToken cancellationToken) =>
        HostOwner.For(context)(context, host, domain, cancellationToken);

    /// <summary>The host name of the container that has a public port; null when it is free.</summary>
    /// <param name="context">The database.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static Task<string?> OfPortAsync(ClusterContext context, TransportProtocol protocol, int port, CancellationToken cancellationToken) =>
        PortOwner.For(context)(context, protocol, port, cancellationToken);

    /// <summary>True when a container announces a service on a port already.</summary>
    /// <param name="context">The database.</param>
    /// <param name="container">The container's key.</param>
    /// <param name="name">The record's service name.</param>
    /// <param name="port">The port.</param>
    /// <param name="except">A service that does not count.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static Task<bool> HasRecordAsync(
        ClusterContext context, int container, string name, int port, int? except, CancellationToken cancellationToken) => context.Services.AnyAsync(
            service => service.ContainerId == container && service.Type == ServiceType.Dns && service.Id != except
                && service.ContainerPort == port && service.Dns!.ServiceName == name,
            cancellationToken);

    /// <summary>Refuses a domain of another site than the container's.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="siteId">The container's site.</param>
    /// <param name="site">Its name.</param>
    /// <param name="container">The container's host name.</param>
    public static void RefuseOtherSite(DomainPlace domain, int siteId, string site, string container)
    {
        if (domain.SiteId == siteId) return;
        throw new InvalidValueException(
            "Domain", domain.Domain, $"a domain of site {site}, where container {container} is; this one belongs to site {domain.Site}");
    }

    /// <summary>The error about what somebody has already.</summary>
    /// <param name="what">What is taken.</param>
    /// <param name="owner">The container that has it.</param>
    public static ObjectExistsException Taken(string what, string owner) => new(Nouns.Service, what, $"{what} is taken by container {owner}.");

    /// <summary>Warns of a public port on which the edge itself listens, so that no traffic would reach the service.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="externalPort">The port that was asked for; null for none.</param>
    /// <param name="context">Takes the warning.</param>
    public static void WarnOfEdgePort(TransportProtocol protocol, int? externalPort, IOperationContext context)
    {
        if (externalPort is not { } port || !new EdgeOptions().OwnPorts(protocol).Contains(port)) return;
        context.Warning($"The edge itself listens on {Name(protocol)} port {port} unless Publish-ClusterConfiguration gives it other ports: until then, this service gets no traffic there.");
    }

    /// <summary>A protocol's name within a sentence.</summary>
    /// <param name="protocol">The protocol.</param>
    public static string Name(TransportProtocol protocol) => protocol == TransportProtocol.Tcp ? "TCP" : "UDP";
}
