namespace ClusterManagement;

/// <summary>A table that was copied or restored, checked on both sides.</summary>
public sealed record CopiedTable
{
    /// <summary>The table's name.</summary>
    public required string Table { get; init; }

    /// <summary>How many rows it has.</summary>
    public long Rows { get; init; }

    /// <summary>The SHA-256 of its rows in lower-case hexadecimal digits. The same rows give the same one on every engine.</summary>
    public required string Hash { get; init; }
}
