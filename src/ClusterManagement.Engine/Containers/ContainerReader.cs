using System.Runtime.CompilerServices;
using ClusterManagement.Data;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Services;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Containers;

/// <summary>
/// Reads containers with their services. Containers stream; the services come with one query for every batch of them, so
/// that memory stays flat however many there are.
/// </summary>
/// <param name="store">The database.</param>
internal sealed class ContainerReader(ClusterStore store)
{
    // Small at first, so that the first rows show at once.
    private const int FirstBatch = 32;
    private const int LargestBatch = 512;

    /// <summary>Reads containers.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<Container> FindAsync(ContainerFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<Row>(FirstBatch);
        var size = FirstBatch;
        await foreach (var row in store.StreamAsync(context => Select(context, filter), cancellationToken))
        {
            if (!filter.Name.Takes(row.Container.Hostname) && !filter.Name.Takes(row.Container.Name)) continue;
            batch.Add(row);
            if (batch.Count < size) continue;
            foreach (var container in await CompleteAsync(batch, cancellationToken)) yield return container;
            batch.Clear();
            size = Math.Min(size * 2, LargestBatch);
        }

        foreach (var container in await CompleteAsync(batch, cancellationToken)) yield return container;
    }

    /// <summary>Reads one container.</summary>
    /// <param name="id">The row's key.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Container> GetAsync(int id, CancellationToken cancellationToken)
    {
        var row = await store.ReadAsync(context => Project(context.Containers.Where(row => row.Id == id)).FirstOrDefaultAsync(cancellationToken), cancellationToken)
            ?? throw new ObjectNotFoundException(Nouns.Container, $"{id}");
        return (await CompleteAsync([row], cancellationToken))[0];
    }

    private static IAsyncEnumerable<Row> Select(ClusterContext context, ContainerFilter filter)
    {
        IQueryable<ContainerEntity> rows = context.Containers;
        if (filter.Name.Literal is { } literal)
        {
            var hostname = literal.ToLowerInvariant();
            rows = rows.Where(row => row.Hostname == hostname || row.Name == literal);
        }
        else if (filter.Name.Prefix is { Length: > 0 } prefix)
        {
            var pattern = prefix + "%";
            rows = rows.Where(row => EF.Functions.Like(row.Hostname, pattern) || EF.Functions.Like(row.Name, pattern));
        }

        if (filter.Status.Count > 0)
        {
            var states = filter.Status;
            rows = rows.Where(row => states.Contains(row.Status));
        }

        rows = rows.InSite(filter.Site, row => row.Node.Site).OnNode(filter.Node)

            // Lower case once for each row, rather than at every comparison of two.
            .OrderBy(row => row.Node.Site.Name.ToLower()).ThenBy(row => row.Node.Name.ToLower()).ThenBy(row => row.Hostname);
        return Project(rows).AsAsyncEnumerable();
    }

    private static IQueryable<Row> Project(IQueryable<ContainerEntity> rows) =>
        rows.Select(row => new Row(row, row.Node.Name, row.Node.Site.Name, row.Node.Site.InternalDomain));

    private async Task<List<Container>> CompleteAsync(List<Row> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0) return [];
        var keys = batch.Select(row => row.Container.Id).ToList();
        var services = await store.ReadAsync(context => context.Services
            .Where(service => keys.Contains(service.ContainerId))
            .OrderBy(service => service.Id)
            .Select(ServiceMapper.ToRow)
            .ToListAsync(cancellationToken), cancellationToken);
        var byContainer = services.ToLookup(service => service.ContainerKey);
        return batch.ConvertAll(row => ContainerMapper.ToModel(
            row.Container,
            row.Node,
            row.Site,
            byContainer[row.Container.Id]
                .Select(service => ServiceMapper.ToModel(service, row.Container.Hostname, row.Site, row.InternalDomain)).ToList()));
    }

    private sealed record Row(ContainerEntity Container, string Node, string Site, string InternalDomain);
}
