namespace ClusterManagement;

/// <summary>A difference between the database and Proxmox VE.</summary>
public sealed record ContainerDrift
{
    /// <summary>The sort of difference.</summary>
    public required DriftKind Kind { get; init; }

    /// <summary>The container's host name.</summary>
    public required string Container { get; init; }

    /// <summary>The container's id on Proxmox (CTID).</summary>
    public int? ContainerId { get; init; }

    /// <summary>The field that differs; null when the container as a whole does.</summary>
    public string? Field { get; init; }

    /// <summary>What the database has.</summary>
    public string? Ours { get; init; }

    /// <summary>What Proxmox VE has.</summary>
    public string? Theirs { get; init; }

    /// <summary>The node the container is on, as far as is known.</summary>
    public required string Node { get; init; }

    /// <summary>The site's name.</summary>
    public required string Site { get; init; }

    /// <summary>What became of the difference.</summary>
    public DriftOutcome Outcome { get; init; }

    /// <summary>What is worth knowing; null when there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>True for what somebody decided, such as an address, as opposed to what is seen, such as the state.</summary>
    public bool IsIntent => Kind is DriftKind.Address or DriftKind.MacAddress or DriftKind.Configuration;

    /// <summary>Kind and container.</summary>
    public override string ToString() => $"{Kind} {Container}";
}
