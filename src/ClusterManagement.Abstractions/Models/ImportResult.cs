namespace ClusterManagement;

/// <summary>What Import-ClusterDatabase did with one row of the other database, or would do.</summary>
public sealed record ImportResult
{
    /// <summary>What the row stands for.</summary>
    public ImportKind Kind { get; init; }

    /// <summary>The name it has there.</summary>
    public required string Name { get; init; }

    /// <summary>What became of it.</summary>
    public ImportOutcome Outcome { get; init; }

    /// <summary>What was changed or left behind, or why it was refused; null when there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>Kind and name.</summary>
    public override string ToString() => $"{Kind} {Name}";
}
