using ClusterManagement.Data.Entities;
using ClusterManagement.Validation;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Data.Allocation;

/// <summary>The addresses of a site's range, without those of nodes and containers. The gateway is never in the range.</summary>
public static class AddressPool
{
    private static readonly ModelQuery<Func<ClusterContext, string, long, CancellationToken, Task<Gap?>>> FindGap = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, string pool, long start, CancellationToken token) =>
            context.AllocationPools
                .Where(row => row.Name == pool)
                .Select(row => new { Mark = row.NextFree, From = row.NextFree > start ? row.NextFree : start })
                .Select(at => new Gap(
                    at.Mark,
                    context.Containers.Any(taken => taken.Ipv4Number == at.From),
                    context.Containers.Any(taken => taken.Ipv4Number == at.From)
                        ? context.Containers
                            .Where(taken => taken.Ipv4Number >= at.From && !context.Containers.Any(next => next.Ipv4Number == taken.Ipv4Number + 1))
                            .OrderBy(taken => taken.Ipv4Number)
                            .Select(taken => (long?)taken.Ipv4Number + 1)
                            .FirstOrDefault()
                        : null))
                .FirstOrDefault()));

    private static readonly ModelQuery<Func<ClusterContext, IAsyncEnumerable<string>>> NodeAddresses = new(() =>
        EF.CompileAsyncQuery((ClusterContext context) =>
            context.Nodes.Where(node => node.Ipv4Address != null).Select(node => node.Ipv4Address!)));

    /// <summary>The lowest free address of a site. It stays free until the writing transaction around the call ends.</summary>
    /// <param name="context">The database.</param>
    /// <param name="siteId">The site's key.</param>
    /// <param name="siteName">The site's name, for messages.</param>
    /// <param name="network">The site's addressing.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="PoolExhaustedException">The range is used up.</exception>
    public static async Task<uint> TakeLowestAsync(
        ClusterContext context, int siteId, string siteName, SiteNetwork network, CancellationToken cancellationToken)
    {
        var pool = Name(siteId);
        var reserved = await ReservedAsync(context, network, cancellationToken);
        var gap = await FindGap.For(context)(context, pool, network.Range.First, cancellationToken);
        if (gap is null)
        {
            await context.AllocationPools.AddAsync(new AllocationPoolEntity { Name = pool, NextFree = network.Range.First }, cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
            gap = await FindGap.For(context)(context, pool, network.Range.First, cancellationToken);
        }

        var first = gap!;
        var found = first.Lowest(network.Range.First);
        while (reserved.Contains(found))
        {
            found = (await FindGap.For(context)(context, pool, found + 1, cancellationToken))!.Lowest(found + 1);
        }

        if (first.IsStale(found))
        {
            await context.AllocationPools.Where(row => row.Name == pool)
                .ExecuteUpdateAsync(row => row.SetProperty(pool => pool.NextFree, found), cancellationToken);
        }

        return found <= network.Range.Last
            ? (uint)found
            : throw new PoolExhaustedException(
                $"addresses {network.Range} of site {siteName}",
                network.Range.Size,
                $"Remove containers that are not needed, or widen the range with Set-ClusterSite '{siteName}' -DhcpRange.");
    }

    /// <summary>True when a node or a container has the address.</summary>
    /// <param name="context">The database.</param>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<bool> IsTakenAsync(ClusterContext context, uint address, CancellationToken cancellationToken)
    {
        var text = Ipv4.Format(address);
        return await context.Containers.AnyAsync(container => container.Ipv4Number == address, cancellationToken)
            || await context.Nodes.AnyAsync(node => node.Ipv4Address == text, cancellationToken);
    }

    /// <summary>The name of a site's pool in AllocationPools.</summary>
    /// <param name="siteId">The site's key.</param>
    public static string Name(int siteId) => $"ipv4:{siteId}";

    private static async Task<HashSet<long>> ReservedAsync(ClusterContext context, SiteNetwork network, CancellationToken cancellationToken)
    {
        var reserved = new HashSet<long>();
        await foreach (var text in NodeAddresses.For(context)(context).WithCancellation(cancellationToken))
        {
            if (Ipv4.TryParse(text, out var address) && network.Range.Contains(address)) reserved.Add(address);
        }

        return reserved;
    }
}
