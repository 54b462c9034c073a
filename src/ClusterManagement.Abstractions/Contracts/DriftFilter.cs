namespace ClusterManagement;

/// <summary>Where to look for differences between the database and Proxmox VE.</summary>
public sealed record DriftFilter
{
    /// <summary>Only in this site.</summary>
    public SiteIdentity? Site { get; init; }

    /// <summary>Only these containers; empty takes all, and looks for containers without a registration too.</summary>
    public IReadOnlyList<ContainerIdentity> Containers { get; init; } = [];
}
