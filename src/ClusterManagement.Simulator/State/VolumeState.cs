namespace ClusterManagement.Simulator.State;

/// <summary>A volume on a storage.</summary>
internal sealed class VolumeState(string storage, string? node, string name, string content, long size)
{
    public string Storage => storage;

    /// <summary>The node that sees the volume; null when all do.</summary>
    public string? Node { get; set; } = node;

    /// <summary>The id, as STORAGE:NAME.</summary>
    public string VolId => $"{storage}:{name}";

    public string Name => name;

    public string Content => content;

    public long Size { get; set; } = size;

    public required string Format { get; init; }

    public int? VmId { get; init; }

    public DateTimeOffset Created { get; } = DateTimeOffset.UtcNow;

    public string? Notes { get; set; }

    public bool IsProtected { get; set; }

    /// <summary>What a backup preserves of the container.</summary>
    public IReadOnlyDictionary<string, string>? SavedConfig { get; init; }

    public bool IsVisibleOn(string onNode) => Node is null || Node == onNode;
}
