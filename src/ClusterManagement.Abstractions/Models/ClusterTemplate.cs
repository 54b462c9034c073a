namespace ClusterManagement;

/// <summary>A template for containers: on a storage of a node, or in the catalogue the node can download from.</summary>
public sealed record ClusterTemplate
{
    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>The file's name.</summary>
    public required string FileName { get; init; }

    /// <summary>The volume id, which <c>New-ClusterContainer -Template</c> takes; null while it is in the catalogue only.</summary>
    public string? Template { get; init; }

    /// <summary>The size in bytes; null while it is in the catalogue only.</summary>
    public long? Size { get; init; }

    /// <summary>When the file was written, in UTC; null while it is in the catalogue only.</summary>
    public DateTime? CreatedAt { get; init; }

    /// <summary>What the catalogue says of it.</summary>
    public string? Description { get; init; }

    /// <summary>True when it is on a storage, ready for use.</summary>
    public bool IsDownloaded => Template is not null;

    /// <summary>The volume id, or the file's name.</summary>
    public override string ToString() => Template ?? FileName;
}
