using ClusterManagement.Data;
using ClusterManagement.Data.Allocation;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Validation;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Services;

/// <summary>Changes services, by the rules they are added by.</summary>
/// <param name="store">The database.</param>
internal sealed class ServiceEditor(ClusterStore store)
{
    /// <summary>Changes an HTTP service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="changes">The fields.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The service, or null when the change was not approved.</returns>
    public async Task<HttpService?> ChangeAsync(ServiceIdentity service, HttpServiceChanges changes, IOperationContext context)
    {
        var token = context.CancellationToken;
        var (port, given) = (Port(changes.ContainerPort), changes.ExternalHostname.IsGiven ? NameRules.ExternalHostName(changes.ExternalHostname.Value, "Hostname") : null);
        await using var unit = store.Open();
        var (found, domain, host) = await unit.ReadAsync(async db =>
        {
            var found = await GetAsync<HttpService>(db, service, "an HTTP service", token);
            var place = await EntityLookup.ContainerAsync(db, new ContainerIdentity(found.Container), token);
            var domain = await EntityLookup.DomainAsync(db, changes.Domain.Or(new DomainIdentity(found.Domain)), token);
            ServiceOwners.RefuseOtherSite(domain, place.SiteId, place.Site, place.Hostname);
            var host = given ?? found.ExternalHostname;
            if ((host, domain.Domain) == (found.ExternalHostname, found.Domain)) return (found, domain, host);
            var owner = await ServiceOwners.OfHostAsync(db, host, domain.Id, token);
            return owner is null ? (found, domain, host) : throw ServiceOwners.Taken($"{host}.{domain.Domain}", owner);
        });
        return await SaveAsync(
            unit, found, changes, rows => rows.Include(row => row.Http),
            (_, row) =>
            {
                row.ContainerPort = port ?? row.ContainerPort;
                (row.Http!.ExternalHostname, row.Http.ExternalDomainId) = (host, domain.Id);
                return Task.CompletedTask;
            },
            context);
    }

    /// <summary>Changes a TCP or UDP service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="changes">The fields.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The service, or null when the change was not approved.</returns>
    public async Task<TransportService?> ChangeAsync(ServiceIdentity service, TransportServiceChanges changes, IOperationContext context)
    {
        var token = context.CancellationToken;
        var port = Port(changes.ContainerPort);
        if (changes.ExternalPort.Or(null) is { } asked) NetworkRules.Port(asked, "ExternalPort");
        await using var unit = store.Open();
        var found = await unit.ReadAsync(async db =>
        {
            var found = await GetAsync<TransportService>(db, service, "a TCP or UDP service", token);
            var protocol = changes.Protocol.Or(found.Protocol);
            if (protocol == TransportProtocol.Udp && changes.UseTls.Or(found.UseTls))
            {
                throw new InvalidValueException("UseTls", true, "TLS for -Protocol Tcp only");
            }

            if (changes.ExternalPort.Or(found.ExternalPort) is not { } external || (protocol, external) == (found.Protocol, found.ExternalPort)) return found;
            var owner = await ServiceOwners.OfPortAsync(db, protocol, external, token);
            return owner is null ? found : throw ServiceOwners.Taken($"{ServiceOwners.Name(protocol)} port {external}", owner);
        });
        ServiceOwners.WarnOfEdgePort(changes.Protocol.Or(found.Protocol), changes.ExternalPort.Or(null), context);
        return await SaveAsync(
            unit, found, changes, rows => rows.Include(row => row.Transport),
            async (db, row) =>
            {
                var part = row.Transport!;
                row.ContainerPort = port ?? row.ContainerPort;
                (part.Protocol, part.UseTls) = (changes.Protocol.Or(part.Protocol), changes.UseTls.Or(part.UseTls));
                if (!changes.ExternalPort.IsGiven) return;
                part.ExternalPort = changes.ExternalPort.Value ?? await PortPool.FindLowestAsync(
                    db, part.Protocol, NetworkRules.FirstExternalPort, NetworkRules.LastPort, isTaking: true, token);
            },
            context);
    }

    /// <summary>Changes a service that is announced by a DNS record.</summary>
    /// <param name="service">The service.</param>
    /// <param name="changes">The fields.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The service, or null when the change was not approved.</returns>
    public async Task<DnsService?> ChangeAsync(ServiceIdentity service, DnsServiceChanges changes, IOperationContext context)
    {
        var token = context.CancellationToken;
        var (port, given) = (Port(changes.ContainerPort), changes.ServiceName.IsGiven ? NameRules.ServiceName(changes.ServiceName.Value, "ServiceName") : null);
        await using var unit = store.Open();
        var found = await unit.ReadAsync(async db =>
        {
            var found = await GetAsync<DnsService>(db, service, "a DNS service", token);
            var place = await EntityLookup.ContainerAsync(db, new ContainerIdentity(found.Container), token);
            var (name, target) = (given ?? found.ServiceName, port ?? found.ContainerPort);
            return await ServiceOwners.HasRecordAsync(db, place.Id, name, target, found.Id, token)
                ? throw ServiceOwners.Taken($"{name} to port {target}", place.Hostname)
                : found;
        });
        return await SaveAsync(
            unit, found, changes, rows => rows.Include(row => row.Dns),
            (_, row) =>
            {
                row.ContainerPort = port ?? row.ContainerPort;
                (row.Dns!.ServiceName, row.Dns.RecordType) = (given ?? row.Dns.ServiceName, changes.RecordType.Or(row.Dns.RecordType));
                return Task.CompletedTask;
            },
            context);
    }

    private static int? Port(Optional<int> port) => port.IsGiven ? NetworkRules.Port(port.Value, "Port") : null;

    private static async Task<T> GetAsync<T>(ClusterContext db, ServiceIdentity service, string kind, CancellationToken cancellationToken)
        where T : Service
    {
        var found = await ServiceQueries.GetAsync(db, service, cancellationToken);
        return found as T ?? throw new InvalidValueException("Service", found.Endpoint, $"{kind}; this one is changed with Set-{found.GetType().Name}");
    }

    private static async Task<T?> SaveAsync<T>(
        StoreUnit unit,
        T found,
        object changes,
        Func<IQueryable<ServiceEntity>, IQueryable<ServiceEntity>> withPart,
        Func<ClusterContext, ServiceEntity, Task> change,
        IOperationContext context)
        where T : Service
    {
        if (!await context.ApproveAsync($"service {found.Endpoint} of container {found.Container}", ChangeText.Of(changes))) return null;
        return await unit.WriteAsync(
            async db =>
            {
                var row = await withPart(db.Services.AsTracking()).FirstOrDefaultAsync(row => row.Id == found.Id, context.CancellationToken)
                    ?? throw new ObjectNotFoundException(Nouns.Service, found.Endpoint);
                await change(db, row);
                await db.SaveChangesAsync(context.CancellationToken);
                return (T)await ServiceQueries.GetAsync(db, new ServiceIdentity(row.Id), context.CancellationToken);
            },
            context);
    }
}
