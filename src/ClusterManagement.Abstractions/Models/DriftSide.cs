namespace ClusterManagement;

/// <summary>Which side is right when the database and Proxmox VE differ.</summary>
public enum DriftSide
{
    /// <summary>Proxmox VE: the database takes over what it has.</summary>
    Proxmox,

    /// <summary>The database: Proxmox VE is given what it has.</summary>
    Database,
}
