using ClusterManagement.Data;
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

    private static readonly ModelQuery<Func<ClusterContext, string, int, CancellationToken, Task<string?>>> HttpOwner = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, string host, int domain, CancellationToken token) => context.Services
            .Where(service => service.Http!.ExternalHostname == host && service.Http.ExternalDomainId == domain)
            .Select(service => service.Container.Hostname)
            .FirstOrDefault()));

    private static readonly ModelQuery<Func<ClusterContext, TransportProtocol, int, CancellationToken, Task<string?>>> PortOwner = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, TransportProtocol protocol, int port, CancellationToken token) => context.Services
            .Where(service => service.Transport!.Protocol == protocol && service.Transport.ExternalPort == port)
            .Select(service => service.Container.Hostname)
            .FirstOrDefault()));

    /// <inheritdoc/>
    public IAsyncEnumerable<Service> FindAsync(ServiceFilter filter, CancellationToken cancellationToken) => store.StreamAsync(
        context => FindRows(context, filter, cancellationToken), cancellationToken);

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
            if (domain.SiteId != place.SiteId)
            {
                throw new InvalidValueException(
                    "Domain", domain.Domain, $"a domain of site {place.Site}, where container {place.Hostname} is; this one belongs to site {domain.Site}");
            }

            var owner = await HttpOwner.For(db)(db, host, domain.Id, token);
            return owner is null ? (place, domain, host) : throw Taken($"{host}.{domain.Domain}", owner);
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
            var owner = await PortOwner.For(db)(db, protocol, external, token);
            return owner is null ? place : throw Taken($"{Name(protocol)} port {external}", owner);
        }, token);
        var where = draft.ExternalPort is { } fixedPort ? $"external port {fixedPort}" : "the next free external port";
        if (!await context.ApproveAsync($"container {place.Hostname}", $"Add {Name(protocol)} service on {where} to port {port}")) return null;
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
            var exists = await db.Services.AnyAsync(
                service => service.ContainerId == place.Id && service.Type == ServiceType.Dns
                    && service.ContainerPort == port && service.Dns!.ServiceName == name,
                token);
            return exists ? throw Taken($"{name} to port {port}", place.Hostname) : place;
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
    public async Task RemoveAsync(ServiceIdentity service, IOperationContext context)
    {
        var token = context.CancellationToken;
        var id = service.Id ?? service.Number
            ?? throw new InvalidValueException("Service", service.ToString(), "a service's number or the object of Get-ClusterService");
        var found = await FindAsync(new ServiceFilter { Id = id }, token).FirstOrDefaultAsync(token)
            ?? throw new ObjectNotFoundException(Nouns.Service, service.ToString());
        if (!await context.ApproveAsync($"service {found.Endpoint} of container {found.Container}", "Remove")) return;
        await store.WriteAsync(db => db.RemoveAsync(
                db.Services.Where(row => row.Id == id).Include(row => row.Http).Include(row => row.Transport).Include(row => row.Dns), token), context);
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
                        $"The pool of {Name(query.Protocol)} ports {query.Minimum}-{query.Maximum} has {ports.Count} free ports, and {query.Count} were asked for.",
                        exception.RecommendedAction, query);
                }
            }

            return ports;
        }, cancellationToken);
    }

    private static async IAsyncEnumerable<Service> FindRows(
        ClusterContext context, ServiceFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = context.Services.InSite(filter.Site, row => row.Container.Node.Site);
        if (filter.Id is { } id) rows = rows.Where(row => row.Id == id);
        if (filter.Type is { } type) rows = rows.Where(row => row.Type == type);
        if (filter.Container is not null)
        {
            var place = await EntityLookup.ContainerAsync(context, filter.Container, cancellationToken);
            rows = rows.Where(row => row.ContainerId == place.Id);
        }

        if (filter.Domain is not null)
        {
            var domain = await EntityLookup.DomainAsync(context, filter.Domain, cancellationToken);
            rows = rows.Where(row => row.Http!.ExternalDomainId == domain.Id);
        }

        var places = rows.Select(row => new { row.Container.Hostname, Site = row.Container.Node.Site.Name, row.Container.Node.Site.InternalDomain, row.Id });
        var joined = rows.Select(ServiceMapper.ToRow).Join(places, row => row.Id, place => place.Id, (row, place) => new { row, place })
            .OrderBy(pair => pair.place.Site).ThenBy(pair => pair.place.Hostname).ThenBy(pair => pair.row.Type).ThenBy(pair => pair.row.Id);
        await foreach (var pair in joined.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            yield return ServiceMapper.ToModel(pair.row, pair.place.Hostname, pair.place.Site, pair.place.InternalDomain);
        }
    }

    private static ObjectExistsException Taken(string what, string owner) =>
        new(Nouns.Service, what, $"{what} is taken by container {owner}.");

    private static string Name(TransportProtocol protocol) => protocol == TransportProtocol.Tcp ? "TCP" : "UDP";

    private static Task<int> SaveAsync(StoreUnit unit, ServiceEntity row, IOperationContext context) => unit.WriteAsync(
        db =>
        {
            db.Services.Add(row);
            return db.SaveChangesAsync(context.CancellationToken);
        },
        context);
}
