namespace ClusterManagement;

/// <summary>What became of a difference between the database and Proxmox VE.</summary>
public enum DriftOutcome
{
    /// <summary>It was found, and nothing was changed.</summary>
    Found,

    /// <summary>The database has what Proxmox has now.</summary>
    Recorded,

    /// <summary>Proxmox has what the database has now.</summary>
    Applied,
}
