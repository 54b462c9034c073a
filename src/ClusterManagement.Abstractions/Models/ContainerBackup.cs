namespace ClusterManagement;

/// <summary>A backup of a container on a storage of Proxmox.</summary>
public sealed record ContainerBackup
{
    /// <summary>The volume id, for example <c>local:backup/vzdump-lxc-100-2026_01_31-12_00_00.tar.zst</c>.</summary>
    public required string VolumeId { get; init; }

    /// <summary>The host name of the container that was backed up.</summary>
    public required string Container { get; init; }

    /// <summary>A node that sees the backup.</summary>
    public required string Node { get; init; }

    /// <summary>The size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>The note that was made with it.</summary>
    public string? Note { get; init; }

    /// <summary>True when it is kept from removal.</summary>
    public bool IsProtected { get; init; }

    /// <summary>The volume id.</summary>
    public override string ToString() => VolumeId;
}
