using ClusterManagement.Validation;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Data.Allocation;

/// <summary>MAC addresses: random ones under Proxmox's prefix, 16.7 million in all.</summary>
public static class MacPool
{
    private const int Tries = 64;

    private static readonly ModelQuery<Func<ClusterContext, string, CancellationToken, Task<int>>> CountTaken = new(() =>
        EF.CompileAsyncQuery((ClusterContext context, string address, CancellationToken token) =>
            context.Containers.Count(container => container.MacAddress == address)));

    /// <summary>A free address. It stays free until the writing transaction around the call ends.</summary>
    /// <param name="context">The database.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="PoolExhaustedException">No free one was met.</exception>
    public static async Task<string> TakeAsync(ClusterContext context, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Tries; i++)
        {
            var address = MacAddress.Random();
            if (!await IsTakenAsync(context, address, cancellationToken)) return address;
        }

        throw new PoolExhaustedException($"MAC addresses {MacAddress.Prefix}:*", 1 << 24, "Give an address of another prefix with -MacAddress.");
    }

    /// <summary>True when a container has the address.</summary>
    /// <param name="context">The database.</param>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<bool> IsTakenAsync(ClusterContext context, string address, CancellationToken cancellationToken) =>
        await CountTaken.For(context)(context, address, cancellationToken) > 0;
}
