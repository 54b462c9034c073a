using System.Linq.Expressions;
using ClusterManagement.Data.Entities;

namespace ClusterManagement.Engine.Services;

/// <summary>Turns service rows into the service objects that are handed out.</summary>
internal static class ServiceMapper
{
    /// <summary>What is read of a service, in one row.</summary>
    public static readonly Expression<Func<ServiceEntity, ServiceRow>> ToRow = row => new ServiceRow
    {
        Id = row.Id,
        ContainerKey = row.ContainerId,
        Type = row.Type,
        ContainerPort = row.ContainerPort,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
        ExternalHostname = row.Http!.ExternalHostname,
        Domain = row.Http!.ExternalDomain.Domain,
        Protocol = row.Transport!.Protocol,
        ExternalPort = row.Transport!.ExternalPort,
        UseTls = row.Transport!.UseTls,
        RecordType = row.Dns!.RecordType,
        ServiceName = row.Dns!.ServiceName,
    };

    /// <summary>The object of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="container">The container's host name.</param>
    /// <param name="site">The site's name.</param>
    /// <param name="internalDomain">The site's internal domain.</param>
    public static Service ToModel(ServiceRow row, string container, string site, string internalDomain) => row.Type switch
    {
        ServiceType.Http => new HttpService
        {
            Id = row.Id,
            Container = container,
            Site = site,
            ContainerPort = row.ContainerPort,
            ExternalHostname = row.ExternalHostname!,
            Domain = row.Domain!,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
        },
        ServiceType.Transport => new TransportService
        {
            Id = row.Id,
            Container = container,
            Site = site,
            ContainerPort = row.ContainerPort,
            Protocol = row.Protocol!.Value,
            ExternalPort = row.ExternalPort!.Value,
            UseTls = row.UseTls!.Value,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
        },
        _ => new DnsService
        {
            Id = row.Id,
            Container = container,
            Site = site,
            ContainerPort = row.ContainerPort,
            RecordType = row.RecordType!.Value,
            ServiceName = row.ServiceName!,
            InternalDomain = internalDomain,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
        },
    };
}
