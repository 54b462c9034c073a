namespace ClusterManagement;

/// <summary>A snapshot of a container, as Proxmox keeps it.</summary>
public sealed record ClusterSnapshot
{
    /// <summary>The container's host name.</summary>
    public required string Container { get; init; }

    /// <summary>The snapshot's name.</summary>
    public required string Name { get; init; }

    /// <summary>When it was taken, in UTC.</summary>
    public DateTime? CreatedAt { get; init; }

    /// <summary>The snapshot before this one; null for the first.</summary>
    public string? Parent { get; init; }

    /// <summary>True for the snapshot the container's present state comes from.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>The description.</summary>
    public string? Description { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
