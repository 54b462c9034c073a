using System.Collections.Concurrent;
using ClusterManagement.Data.Entities;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>
/// Lets only so many disks be made on one storage at once in this process. Proxmox makes them one after the other under a lock, and who
/// waits longer than ten seconds for it fails with "got timeout".
/// </summary>
internal static class StorageGate
{
    // Two seconds for a disk on a slow storage: the last of five waits for eight.
    private const int Width = 5;

    private static readonly ConcurrentDictionary<(string Endpoint, string Node, string Storage), SemaphoreSlim> Gates = new();

    /// <summary>Waits for a place.</summary>
    /// <param name="node">The node.</param>
    /// <param name="readiness">The storage; one that is shared is locked in the whole cluster.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What gives the place back.</returns>
    public static async Task<IDisposable> EnterAsync(NodeEntity node, NodeReadiness readiness, CancellationToken cancellationToken)
    {
        var key = (node.ApiUrl!, readiness.IsStorageShared ? string.Empty : node.Name, readiness.Storage);
        var gate = Gates.GetOrAdd(key, static _ => new SemaphoreSlim(Width));
        await gate.WaitAsync(cancellationToken);
        return new Place(gate);
    }

    private sealed class Place(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
