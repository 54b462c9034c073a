using ClusterManagement.Validation;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Data.Allocation;

/// <summary>Public ports, one pool per protocol. The lowest gap is found by one indexed query that starts at the pool's mark.</summary>
public static class PortPool
{
    private static readonly ModelQuery<Func<ClusterContext, string, TransportProtocol, int, CancellationToken, Task<Gap?>>> FindGap = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, string pool, TransportProtocol protocol, int start, CancellationToken token) =>
            context.AllocationPools
                .Where(row => row.Name == pool)
                // Compared as an int: a cast of the port's own column would keep the index from being used.
                .Select(row => new { Mark = row.NextFree, From = (int)row.NextFree > start ? (int)row.NextFree : start })
                .Select(at => new Gap(
                    at.Mark,
                    context.TransportServices.Any(taken => taken.Protocol == protocol && taken.ExternalPort == at.From),
                    context.TransportServices.Any(taken => taken.Protocol == protocol && taken.ExternalPort == at.From)
                        ? context.TransportServices
                            .Where(taken => taken.Protocol == protocol && taken.ExternalPort >= at.From
                                && !context.TransportServices.Any(next => next.Protocol == protocol && next.ExternalPort == taken.ExternalPort + 1))
                            .OrderBy(taken => taken.ExternalPort)
                            .Select(taken => (long?)taken.ExternalPort + 1)
                            .FirstOrDefault()
                        : null))
                .FirstOrDefault()));

    private static readonly ModelQuery<Func<ClusterContext, TransportProtocol, int, CancellationToken, Task<int>>> CountTaken = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, TransportProtocol protocol, int port, CancellationToken token) =>
            context.TransportServices.Count(taken => taken.Protocol == protocol && taken.ExternalPort == port)));

    /// <summary>
    /// The lowest free port. Within a transaction begun by <see cref="DatabaseProvider.BeginWriteAsync"/> it stays free
    /// until the transaction ends.
    /// </summary>
    /// <param name="context">The database.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="minimum">The lowest port to give.</param>
    /// <param name="maximum">The highest port to give.</param>
    /// <param name="isTaking">True inside a writing transaction: the mark may be moved.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="PoolExhaustedException">All ports between the two are taken.</exception>
    public static async Task<int> FindLowestAsync(
        ClusterContext context, TransportProtocol protocol, int minimum, int maximum, bool isTaking, CancellationToken cancellationToken)
    {
        if (minimum < NetworkRules.FirstExternalPort)
        {
            return await FindBelowAsync(context, protocol, minimum, maximum, isTaking, cancellationToken);
        }

        var pool = Name(protocol);
        var gap = await FindGap.For(context)(context, pool, protocol, minimum, cancellationToken)
            ?? throw new ClusterException(
                ErrorIds.SchemaOutdated, ClusterErrorKind.Schema, $"The database has no pool '{pool}'.", "Run Initialize-ClusterDatabase.");
        var found = gap.Lowest(minimum);

        // A port below the pool that was given back leaves the mark below the pool's first one.
        if (isTaking && minimum <= Math.Max(gap.Mark, NetworkRules.FirstExternalPort) && gap.IsStale(found))
        {
            await context.AllocationPools.Where(row => row.Name == pool)
                .ExecuteUpdateAsync(row => row.SetProperty(pool => pool.NextFree, found), cancellationToken);
        }

        return found <= maximum ? (int)found : throw Exhausted(protocol, minimum, maximum);
    }

    /// <summary>True when a port is taken.</summary>
    /// <param name="context">The database.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<bool> IsTakenAsync(ClusterContext context, TransportProtocol protocol, int port, CancellationToken cancellationToken) =>
        await CountTaken.For(context)(context, protocol, port, cancellationToken) > 0;

    /// <summary>The name of a protocol's pool in AllocationPools.</summary>
    /// <param name="protocol">The protocol.</param>
    internal static string Name(TransportProtocol protocol) => protocol == TransportProtocol.Tcp ? "port:tcp" : "port:udp";

    // The ports below the pool's own first one are few: they are looked through one by one.
    private static async Task<int> FindBelowAsync(
        ClusterContext context, TransportProtocol protocol, int minimum, int maximum, bool isTaking, CancellationToken cancellationToken)
    {
        var last = Math.Min(maximum, NetworkRules.FirstExternalPort - 1);
        var taken = await context.TransportServices
            .Where(row => row.Protocol == protocol && row.ExternalPort >= minimum && row.ExternalPort <= last)
            .Select(row => row.ExternalPort).ToHashSetAsync(cancellationToken);
        for (var port = minimum; port <= last; port++)
        {
            if (!taken.Contains(port)) return port;
        }

        return maximum >= NetworkRules.FirstExternalPort
            ? await FindLowestAsync(context, protocol, NetworkRules.FirstExternalPort, maximum, isTaking, cancellationToken)
            : throw Exhausted(protocol, minimum, maximum);
    }

    private static PoolExhaustedException Exhausted(TransportProtocol protocol, int minimum, int maximum) => new(
        $"{(protocol == TransportProtocol.Tcp ? "TCP" : "UDP")} ports {minimum}-{maximum}",
        maximum - minimum + 1L,
        "Remove services that are not used any more with Remove-ClusterService, or allow more ports with -MinimumPort and -MaximumPort.");
}
