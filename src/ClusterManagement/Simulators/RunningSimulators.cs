using System.Collections.Concurrent;

namespace ClusterManagement.Commands;

/// <summary>The simulators that run in this process, so that they can be stopped without their objects.</summary>
internal static class RunningSimulators
{
    private static readonly ConcurrentDictionary<string, ClusterSimulator> ByUrl = new(StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<ClusterSimulator> All => ByUrl.Values.ToList();

    /// <summary>Remembers one.</summary>
    /// <param name="simulator">The simulator.</param>
    public static void Add(ClusterSimulator simulator) => ByUrl[simulator.ApiUrl] = simulator;

    /// <summary>Stops one; a second time does nothing.</summary>
    /// <param name="simulator">The simulator.</param>
    public static void Stop(ClusterSimulator simulator)
    {
        if (ByUrl.TryRemove(simulator.ApiUrl, out _)) simulator.Server.Dispose();
    }
}
