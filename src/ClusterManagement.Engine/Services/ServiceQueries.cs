using System.Runtime.CompilerServices;
using ClusterManagement.Data;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Services;

/// <summary>Reads services.</summary>
internal static class ServiceQueries
{
    /// <summary>Reads the service an identity names.</summary>
    /// <param name="context">The database.</param>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<Service> GetAsync(ClusterContext context, ServiceIdentity service, CancellationToken cancellationToken)
    {
        var id = service.Id ?? service.Number
            ?? throw new InvalidValueException("Service", service.ToString(), "a service's number or the object of Get-ClusterService");
        return await Find(context, new ServiceFilter { Id = id }, cancellationToken).FirstOrDefaultAsync(cancellationToken)
            ?? throw new ObjectNotFoundException(Nouns.Service, service.ToString());
    }

    /// <summary>Reads services, ordered by site, container and type.</summary>
    /// <param name="context">The database.</param>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<Service> Find(
        ClusterContext context, ServiceFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
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
}
