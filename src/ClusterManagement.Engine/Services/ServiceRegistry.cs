using ClusterManagement.Data.Allocation;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Validation;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Services;

/// <summary>The services containers expose.</summary>
/// <param name="store">The database.</param>
internal sealed class ServiceRegistry(ClusterStore store) : IServiceRegistry
{
    private const int MostPorts = 1000;

    private readonly ServiceEditor _editor = new(store);

    /// <inheritdoc/>
    public IAsyncEnumerable<Service> FindAsync(ServiceFilter filter, CancellationToken cancellationToken) => store.StreamAsync(
        context => ServiceQueries.Find(context, filter, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<HttpService?> AddHttpAsync(ContainerIdentity container, HttpServiceDraft draft, IOperationContext context)
    {
        var token = context.CancellationToken;
        await using var unit = store.Open();
        var port = NetworkRules.Port(draft.ContainerPort, "Port");
        var given = draft.ExternalHostname is null ? null : NameRules.ExternalHostName(draft.ExternalHostname, "Hostname");
        var (place, domain, host) = await unit.ReadAsync(async db =>
        {
            var place = await EntityLookup.ContainerAsync(db, container, token);
            var domain = await EntityLookup.DomainAsync(db, draft.Domain, token);
            var host = given ?? place.Hostname;
            ServiceOwners.RefuseOtherSite(domain, place.SiteId, place.Site, place.Hostname);
            var owner = await ServiceOwners.OfHostAsync(db, host, domain.Id, token);
            return owner is null ? (place, domain, host) : throw ServiceOwners.Taken($"{host}.{domain.Domain}", owner);
        }, token);
        var model = new HttpService { Container = place.Hostname, Site = place.Site, ContainerPort = port, ExternalHostname = host, Domain = domain.Domain };
        if (!await context.ApproveAsync($"container {place.Hostname}", $"Add HTTP service {model.Endpoint} to port {port}")) return null;
        var row = new ServiceEntity { ContainerId = place.Id, Type = ServiceType.Http, ContainerPort = port };
        row.Http = new HttpServiceEntity { Type = ServiceType.Http, ExternalHostname = host, ExternalDomainId = domain.Id };
        await SaveAsync(unit, row, context);
        return model with { Id = row.Id, CreatedAt = row.CreatedAt, UpdatedAt = row.UpdatedAt };
    }

    /// <inheritdoc/>
    public async Task<TransportService?> AddTransportAsync(ContainerIdentity container, TransportServiceDraft draft, IOperationContext context)
    {
        var token = context.CancellationToken;
        await using var unit = store.Open();
        var port = NetworkRules.Port(draft.ContainerPort, "Port");
        if (draft.ExternalPort is { } asked) NetworkRules.Port(asked, "ExternalPort");
        if (draft is { UseTls: true, Protocol: TransportProtocol.Udp })
        {
            throw new InvalidValueException("UseTls", true, "TLS for -Protocol Tcp only");
        }

        var protocol = draft.Protocol;
        var place = await unit.ReadAsync(async db =>
        {
            var place = await EntityLookup.ContainerAsync(db, container, token);
            if (draft.ExternalPort is not { } external) return place;
            var owner = await ServiceOwners.OfPortAsync(db, protocol, external, token);
            return owner is null ? place : throw ServiceOwners.Taken($"{ServiceOwners.Name(protocol)} port {external}", owner);
        }, token);
        ServiceOwners.WarnOfEdgePort(protocol, draft.ExternalPort, context);
        var where = draft.ExternalPort is { } fixedPort ? $"external port {fixedPort}" : "the next free external port";
        if (!await context.ApproveAsync($"container {place.Hostname}", $"Add {ServiceOwners.Name(protocol)} service on {where} to port {port}")) return null;
        var row = await unit.WriteAsync(
            async db =>
            {
                var external = draft.ExternalPort ?? await PortPool.FindLowestAsync(
                    db, protocol, NetworkRules.FirstExternalPort, NetworkRules.LastPort, isTaking: true, token);
                var row = new ServiceEntity { ContainerId = place.Id, Type = ServiceType.Transport, ContainerPort = port };
                row.Transport = new TransportServiceEntity
                {
                    Type = ServiceType.Transport,
                    Protocol = protocol,
                    ExternalPort = external,
                    UseTls = draft.UseTls,
                };
                db.Services.Add(row);
                await db.SaveChangesAsync(token);
                return row;
            },
            context);
        return new TransportService
        {
            Id = row.Id,
            Container = place.Hostname,
            Site = place.Site,
            ContainerPort = port,
            Protocol = protocol,
            ExternalPort = row.Transport!.ExternalPort,
            UseTls = draft.UseTls,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
        };
    }

    /// <inheritdoc/>
    public async Task<DnsService?> AddDnsAsync(ContainerIdentity container, DnsServiceDraft draft, IOperationContext context)
    {
        var token = context.CancellationToken;
        await using var unit = store.Open();
        var port = NetworkRules.Port(draft.ContainerPort, "Port");
        var name = NameRules.ServiceName(draft.ServiceName, "ServiceName");
        var place = await unit.ReadAsync(async db =>
        {
            var place = await EntityLookup.ContainerAsync(db, container, token);
            return await ServiceOwners.HasRecordAsync(db, place.Id, name, port, null, token) ? throw ServiceOwners.Taken($"{name} to port {port}", place.Hostname) : place;
        }, token);
        if (!await context.ApproveAsync($"container {place.Hostname}", $"Add SRV record {name}.{place.InternalDomain} to port {port}")) return null;
        var row = new ServiceEntity { ContainerId = place.Id, Type = ServiceType.Dns, ContainerPort = port };
        row.Dns = new DnsServiceEntity { Type = ServiceType.Dns, RecordType = draft.RecordType, ServiceName = name };
        await SaveAsync(unit, row, context);
        return new DnsService
        {
            Id = row.Id,
            Container = place.Hostname,
            Site = place.Site,
            ContainerPort = port,
            RecordType = draft.RecordType,
            ServiceName = name,
            InternalDomain = place.InternalDomain,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
        };
    }

    /// <inheritdoc/>
    public Task<HttpService?> UpdateHttpAsync(ServiceIdentity service, HttpServiceChanges changes, IOperationContext context) =>
        _editor.ChangeAsync(service, changes, context);

    /// <inheritdoc/>
    public Task<TransportService?> UpdateTransportAsync(ServiceIdentity service, TransportServiceChanges changes, IOperationContext context) =>
        _editor.ChangeAsync(service, changes, context);

    /// <inheritdoc/>
    public Task<DnsService?> UpdateDnsAsync(ServiceIdentity service, DnsServiceChanges changes, IOperationContext context) =>
        _editor.ChangeAsync(service, changes, context);

    /// <inheritdoc/>
    public async Task RemoveAsync(ServiceIdentity service, IOperationContext context)
    {
        var token = context.CancellationToken;
        var found = await store.ReadAsync(db => ServiceQueries.GetAsync(db, service, token));
        if (!await context.ApproveAsync($"service {found.Endpoint} of container {found.Container}", "Remove")) return;
        await store.WriteAsync(db => db.RemoveAsync(
                db.Services.Where(row => row.Id == found.Id).Include(row => row.Http).Include(row => row.Transport).Include(row => row.Dns), token), context);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FreePort>> FindFreePortsAsync(PortQuery query, CancellationToken cancellationToken)
    {
        NetworkRules.Port(query.Minimum, "MinimumPort");
        NetworkRules.Port(query.Maximum, "MaximumPort");
        if (query.Minimum > query.Maximum)
        {
            throw new InvalidValueException("MinimumPort", query.Minimum, $"a port that is not above -MaximumPort {query.Maximum}");
        }

        if (query.Count is < 1 or > MostPorts) throw new InvalidValueException("Count", query.Count, $"1 to {MostPorts}");
        return await store.ReadAsync(async db =>
        {
            var ports = new List<FreePort>(query.Count);
            for (var from = query.Minimum; ports.Count < query.Count; from = ports[^1].ExternalPort + 1)
            {
                try
                {
                    var port = await PortPool.FindLowestAsync(db, query.Protocol, from, query.Maximum, isTaking: false, cancellationToken);
                    ports.Add(new FreePort(query.Protocol, port));
                }
                catch (PoolExhaustedException exception) when (ports.Count > 0)
                {
                    throw new ClusterException(
                        ErrorIds.PoolExhausted, ClusterErrorKind.PoolExhausted,
                        $"The pool of {ServiceOwners.Name(query.Protocol)} ports {query.Minimum}-{query.Maximum} has {ports.Count} free ports, and {query.Count} were asked for.",
                        exception.RecommendedAction, query);
                }
            }

            return ports;
        }, cancellationToken);
    }

    private static Task<int> SaveAsync(StoreUnit unit, ServiceEntity row, IOperationContext context) => unit.WriteAsync(
        db =>
        {
            db.Services.Add(row);
            return db.SaveChangesAsync(context.CancellationToken);
        },
        context);
}
