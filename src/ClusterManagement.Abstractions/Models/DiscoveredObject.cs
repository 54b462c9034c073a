namespace ClusterManagement;

/// <summary>A node or container that Import-ClusterNode found, and what became of it.</summary>
public sealed record DiscoveredObject
{
    /// <summary>What it is.</summary>
    public required DiscoveryKind Kind { get; init; }

    /// <summary>The name it has on Proxmox.</summary>
    public required string Name { get; init; }

    /// <summary>The node it is, or is on.</summary>
    public required string Node { get; init; }

    /// <summary>The container's id on Proxmox (CTID); null for a node.</summary>
    public int? ContainerId { get; init; }

    /// <summary>Its IPv4 address, when it is known.</summary>
    public string? Ipv4Address { get; init; }

    /// <summary>The storages of a node that is online.</summary>
    public IReadOnlyList<NodeStorage> Storages { get; init; } = [];

    /// <summary>The bridges of a node that is online.</summary>
    public IReadOnlyList<string> Bridges { get; init; } = [];

    /// <summary>What became of it.</summary>
    public required DiscoveryOutcome Outcome { get; init; }

    /// <summary>Why it was not registered, or what is worth knowing; null when there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>Kind and name.</summary>
    public override string ToString() => $"{Kind} {Name}";
}
