namespace ClusterManagement.Providers.Proxmox;

/// <summary>What <c>POST /nodes/{node}/vzdump</c> is asked for.</summary>
public sealed record BackupRequest
{
    /// <summary>The container.</summary>
    public required int VmId { get; init; }

    /// <summary>The storage for the backup.</summary>
    public required string Storage { get; init; }

    /// <summary><c>snapshot</c>, <c>suspend</c> or <c>stop</c>.</summary>
    public required string Mode { get; init; }

    /// <summary><c>zstd</c>, <c>gzip</c>, <c>lzo</c>, or <c>0</c> for none.</summary>
    public required string Compression { get; init; }

    /// <summary>Notes to keep with the backup.</summary>
    public string? Notes { get; init; }

    /// <summary>Whether the backup is kept from removal.</summary>
    public bool IsProtected { get; init; }
}
