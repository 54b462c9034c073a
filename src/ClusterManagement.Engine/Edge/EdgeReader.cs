using ClusterManagement.Data;
using ClusterManagement.Data.Secrets;
using ClusterManagement.Engine.Edge.Model;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Edge;

/// <summary>Reads the model of a site's edge: few queries, of one moment, straight into records.</summary>
/// <param name="store">The database.</param>
/// <param name="secrets">What decrypts private keys.</param>
internal sealed class EdgeReader(ClusterStore store, SecretProtector secrets)
{
    private static readonly ModelQuery<Func<ClusterContext, int, IAsyncEnumerable<EdgeNode>>> Nodes = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, int site) => context.Nodes
            .Where(row => row.SiteId == site && row.Ipv4Address != null)
            .Select(row => new EdgeNode(row.Name, row.Ipv4Address!))));

    private static readonly ModelQuery<Func<ClusterContext, int, IAsyncEnumerable<ContainerRow>>> Containers = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, int site) => context.Containers
            .Where(row => row.Node.SiteId == site)
            .Select(row => new ContainerRow(row.Id, row.Hostname, row.MacAddress, row.Ipv4Address))));

    private static readonly ModelQuery<Func<ClusterContext, int, IAsyncEnumerable<HttpRow>>> HttpServices = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, int site) =>
            from part in context.HttpServices
            join service in context.Services on part.Id equals service.Id
            where service.Container.Node.SiteId == site
            select new HttpRow(service.ContainerId, service.ContainerPort, part.ExternalHostname, part.ExternalDomain.Domain)));

    private static readonly ModelQuery<Func<ClusterContext, int, IAsyncEnumerable<TransportRow>>> TransportServices = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, int site) =>
            from part in context.TransportServices
            join service in context.Services on part.Id equals service.Id
            where service.Container.Node.SiteId == site
            select new TransportRow(service.ContainerId, service.ContainerPort, part.Protocol, part.ExternalPort, part.UseTls)));

    private static readonly ModelQuery<Func<ClusterContext, int, IAsyncEnumerable<DnsRow>>> DnsServices = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, int site) =>
            from part in context.DnsServices
            join service in context.Services on part.Id equals service.Id
            where service.Container.Node.SiteId == site
            select new DnsRow(service.ContainerId, service.ContainerPort, part.ServiceName)));

    private static readonly ModelQuery<Func<ClusterContext, int, IAsyncEnumerable<CertificateRow>>> Certificates = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, int site) => context.Certificates
            .Where(row => row.CurrentDomainId != null && row.ExternalDomain.SiteId == site)
            .Select(row => new CertificateRow(row.ExternalDomain.Domain, row.Certificate, row.PrivateKey, row.DnsNames, row.NotAfter))));

    /// <summary>Reads a site.</summary>
    /// <param name="site">The site.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<EdgeSite> ReadAsync(SiteIdentity site, CancellationToken cancellationToken) => store.ReadAsync(async db =>
    {
        await using var moment = await db.Provider.BeginSnapshotAsync(db, cancellationToken);
        var row = await EntityLookup.SiteAsync(db, site, cancellationToken);
        var version = await db.SiteVersions.Where(entry => entry.SiteId == row.Id).Select(entry => entry.Version).FirstAsync(cancellationToken);
        var containers = await ListAsync(Containers, container => container.Hostname);
        var byId = containers.ToDictionary(container => container.Id);
        return new EdgeSite
        {
            Name = row.Name,
            Version = version,
            InternalDomain = row.InternalDomain,
            DhcpRange = row.DhcpRange,
            SubnetMask = row.SubnetMask,
            Gateway = row.Gateway,
            DnsForwarders = string.IsNullOrEmpty(row.DnsForwarders) ? [] : row.DnsForwarders.Split(','),
            Nodes = await ListAsync(Nodes, node => node.Name),
            Containers = containers.ConvertAll(container => new EdgeContainer(container.Hostname, container.MacAddress, container.Address)),
            HttpServices = (await ListAsync(HttpServices, service => service.Domain, service => service.Hostname)).ConvertAll(service => new EdgeHttpService(
                service.Hostname, service.Domain, byId[service.Container].Hostname, byId[service.Container].Address, service.Port)),
            TransportServices = [.. (await TransportServices.For(db)(db, row.Id).ToListAsync(cancellationToken))
                .OrderBy(service => service.Protocol).ThenBy(service => service.ExternalPort)
                .Select(service => new EdgeTransportService(
                    service.Protocol, service.ExternalPort, service.UseTls, byId[service.Container].Hostname, byId[service.Container].Address, service.Port))],
            DnsServices = (await ListAsync(DnsServices, service => service.ServiceName, service => byId[service.Container].Hostname, service => $"{service.Port:D5}"))
                .ConvertAll(service => new EdgeDnsService(service.ServiceName, byId[service.Container].Hostname, service.Port)),
            Certificates = (await ListAsync(Certificates, certificate => certificate.Domain)).ConvertAll(certificate => new EdgeCertificate(
                certificate.Domain,
                certificate.Pem,
                secrets.Unprotect(certificate.PrivateKey, $"the certificate of {certificate.Domain}"),
                certificate.DnsNames.Split(';', StringSplitOptions.RemoveEmptyEntries),
                certificate.NotAfter)),
        };

        // Sorted here, since engines sort texts each in their own way.
        async Task<List<T>> ListAsync<T>(ModelQuery<Func<ClusterContext, int, IAsyncEnumerable<T>>> query, params Func<T, string>[] keys)
        {
            var rows = await query.For(db)(db, row.Id).ToListAsync(cancellationToken);
            rows.Sort((left, right) =>
                keys.Select(key => string.CompareOrdinal(key(left), key(right))).FirstOrDefault(order => order != 0));
            return rows;
        }
    });

    /// <summary>Reads the mark of a site's state, and nothing else.</summary>
    /// <param name="site">The site.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<string> ReadVersionAsync(SiteIdentity site, CancellationToken cancellationToken) => store.ReadAsync(async db =>
    {
        var (id, name) = (site.Id ?? site.Number, site.Name);
        return await db.SiteVersions
            .Where(row => db.Sites.Any(entry => entry.Id == row.SiteId && (id != null ? entry.Id == id : entry.Name == name)))
            .Select(row => row.Version)
            .FirstOrDefaultAsync(cancellationToken)
            ?? throw new ObjectNotFoundException(Nouns.Site, site.ToString());
    });

    private sealed record ContainerRow(int Id, string Hostname, string MacAddress, string Address);

    private sealed record HttpRow(int Container, int Port, string Hostname, string Domain);

    private sealed record TransportRow(int Container, int Port, TransportProtocol Protocol, int ExternalPort, bool UseTls);

    private sealed record DnsRow(int Container, int Port, string ServiceName);

    private sealed record CertificateRow(string Domain, string Pem, string PrivateKey, string DnsNames, DateTime NotAfter);
}
