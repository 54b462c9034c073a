namespace ClusterManagement.Simulator;

/// <summary>A storage of the simulated cluster.</summary>
/// <param name="Id">The storage id.</param>
/// <param name="Type">The plugin type, such as dir, lvmthin or nfs.</param>
/// <param name="Content">The content types, separated by commas.</param>
public sealed record SimulatedStorage(string Id, string Type, string Content)
{
    /// <summary>The capacity in bytes.</summary>
    public long TotalBytes { get; init; } = 500L << 30;

    /// <summary>What is used in bytes, apart from the volumes the simulator keeps itself.</summary>
    public long UsedBytes { get; init; }

    /// <summary>The nodes that have it; null for all.</summary>
    public IReadOnlyList<string>? Nodes { get; init; }

    /// <summary>Whether all nodes see the same volumes.</summary>
    public bool IsShared { get; init; }
}
