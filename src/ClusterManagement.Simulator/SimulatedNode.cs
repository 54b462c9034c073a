namespace ClusterManagement.Simulator;

/// <summary>A node of the simulated cluster.</summary>
/// <param name="Name">The node name.</param>
/// <param name="Address">The address of the node in its network.</param>
public sealed record SimulatedNode(string Name, string Address)
{
    /// <summary>Whether the node answers; an offline node gives 595.</summary>
    public bool IsOnline { get; init; } = true;

    /// <summary>The number of processor cores.</summary>
    public int Cores { get; init; } = 8;

    /// <summary>The memory in bytes.</summary>
    public long MemoryBytes { get; init; } = 32L << 30;

    /// <summary>The names of its bridges; null for those of <see cref="SimulatorOptions.Bridges"/>.</summary>
    public IReadOnlyList<string>? Bridges { get; init; }

    /// <summary>How long the node has been up when the simulator starts.</summary>
    public TimeSpan Uptime { get; init; } = TimeSpan.FromDays(1);
}
