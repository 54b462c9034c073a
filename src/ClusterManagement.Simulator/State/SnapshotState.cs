namespace ClusterManagement.Simulator.State;

/// <summary>A snapshot of a container.</summary>
internal sealed record SnapshotState(string Name, IReadOnlyDictionary<string, string> Config, string? Parent)
{
    public DateTimeOffset Taken { get; } = DateTimeOffset.UtcNow;

    public string? Description { get; set; }
}
