namespace ClusterManagement;

/// <summary>The services containers expose.</summary>
public interface IServiceRegistry
{
    /// <summary>Reads services, ordered by container and type.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<Service> FindAsync(ServiceFilter filter, CancellationToken cancellationToken);

    /// <summary>Adds an HTTP service.</summary>
    /// <param name="container">The container.</param>
    /// <param name="draft">The service.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The service, or null when the change was not approved.</returns>
    Task<HttpService?> AddHttpAsync(ContainerIdentity container, HttpServiceDraft draft, IOperationContext context);

    /// <summary>Adds a TCP or UDP service on the lowest free port, or on the one asked for.</summary>
    /// <param name="container">The container.</param>
    /// <param name="draft">The service.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The service, or null when the change was not approved.</returns>
    Task<TransportService?> AddTransportAsync(ContainerIdentity container, TransportServiceDraft draft, IOperationContext context);

    /// <summary>Adds a service announced by a DNS record.</summary>
    /// <param name="container">The container.</param>
    /// <param name="draft">The service.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The service, or null when the change was not approved.</returns>
    Task<DnsService?> AddDnsAsync(ContainerIdentity container, DnsServiceDraft draft, IOperationContext context);

    /// <summary>Changes the given fields of an HTTP service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="changes">The fields.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The service, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>ServiceNotFound</c>, <c>InvalidValue</c>, <c>ServiceAlreadyExists</c>.</exception>
    Task<HttpService?> UpdateHttpAsync(ServiceIdentity service, HttpServiceChanges changes, IOperationContext context);

    /// <summary>Changes the given fields of a TCP or UDP service. A port that is given is taken by the rules of an addition.</summary>
    /// <param name="service">The service.</param>
    /// <param name="changes">The fields.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The service, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>ServiceNotFound</c>, <c>InvalidValue</c>, <c>ServiceAlreadyExists</c>.</exception>
    Task<TransportService?> UpdateTransportAsync(ServiceIdentity service, TransportServiceChanges changes, IOperationContext context);

    /// <summary>Changes the given fields of a service that is announced by a DNS record.</summary>
    /// <param name="service">The service.</param>
    /// <param name="changes">The fields.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The service, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>ServiceNotFound</c>, <c>InvalidValue</c>, <c>ServiceAlreadyExists</c>.</exception>
    Task<DnsService?> UpdateDnsAsync(ServiceIdentity service, DnsServiceChanges changes, IOperationContext context);

    /// <summary>Removes a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="context">The operation's context.</param>
    Task RemoveAsync(ServiceIdentity service, IOperationContext context);

    /// <summary>
    /// The lowest free public ports (spec: TransportService.findNextAvailablePort). Nothing is reserved by asking.
    /// </summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="PoolExhaustedException">There are fewer than asked for.</exception>
    Task<IReadOnlyList<FreePort>> FindFreePortsAsync(PortQuery query, CancellationToken cancellationToken);
}
