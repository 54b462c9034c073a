namespace ClusterManagement;

/// <summary>What a test of a node found.</summary>
public sealed record NodeTestResult
{
    /// <summary>The node's name.</summary>
    public required string Node { get; init; }

    /// <summary>True when the API answers, the credential is good and the node is online.</summary>
    public bool IsHealthy { get; init; }

    /// <summary>The version of Proxmox VE, when it answered.</summary>
    public string? Version { get; init; }

    /// <summary>How long the API took to answer.</summary>
    public TimeSpan ResponseTime { get; init; }

    /// <summary>Free memory in bytes, when it answered.</summary>
    public long? FreeMemory { get; init; }

    /// <summary>The storages that hold root disks, with their free bytes.</summary>
    public IReadOnlyList<NodeStorage> Storages { get; init; } = [];

    /// <summary>The container templates on the node, as volume ids.</summary>
    public IReadOnlyList<string> Templates { get; init; } = [];

    /// <summary>What is wrong, when something is.</summary>
    public string? Problem { get; init; }

    /// <summary>What to do about it.</summary>
    public string? RecommendedAction { get; init; }
}
