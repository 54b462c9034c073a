namespace ClusterManagement;

/// <summary>Something that a crash left, and what became of it.</summary>
public sealed record RepairResult
{
    /// <summary>The container's host name, or what else a job worked on.</summary>
    public required string Container { get; init; }

    /// <summary>The container's id on Proxmox (CTID), when it has one.</summary>
    public int? ContainerId { get; init; }

    /// <summary>The node; null when nothing says it any more.</summary>
    public string? Node { get; init; }

    /// <summary>The job that was interrupted; null when there is none.</summary>
    public int? JobId { get; init; }

    /// <summary>What became of it.</summary>
    public RepairOutcome Outcome { get; init; }

    /// <summary>What was found, and what was done about it.</summary>
    public required string Reason { get; init; }

    /// <summary>Outcome and container.</summary>
    public override string ToString() => $"{Outcome} {Container}";
}
