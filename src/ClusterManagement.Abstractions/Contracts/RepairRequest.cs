namespace ClusterManagement;

/// <summary>Where to repair, and with how much care.</summary>
public sealed record RepairRequest
{
    /// <summary>Where to look.</summary>
    public DriftFilter Filter { get; init; } = new();

    /// <summary>How long a running job is watched for a sign of life before it counts as abandoned.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one task on Proxmox VE may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>True to offer containers without a registration for removal.</summary>
    public bool RemoveOrphans { get; init; }
}
