namespace ClusterManagement;

/// <summary>Which audit events to read.</summary>
public sealed record AuditFilter
{
    /// <summary>Only events about one of these kinds of objects, as <see cref="Nouns"/> calls them; empty takes all.</summary>
    public IReadOnlyList<string> Resource { get; init; } = [];

    /// <summary>Only events about the object with this key.</summary>
    public string? ResourceId { get; init; }

    /// <summary>Only events about objects that had this name.</summary>
    public NameFilter Name { get; init; } = NameFilter.All;

    /// <summary>Only what these commands did.</summary>
    public NameFilter Command { get; init; } = NameFilter.All;

    /// <summary>Only what these users of the operating system did.</summary>
    public NameFilter UserName { get; init; } = NameFilter.All;

    /// <summary>Only these actions; empty takes all.</summary>
    public IReadOnlyList<AuditAction> Action { get; init; } = [];

    /// <summary>Only events later than this time, in UTC.</summary>
    public DateTime? After { get; init; }

    /// <summary>Only events earlier than this time, in UTC.</summary>
    public DateTime? Before { get; init; }

    /// <summary>At most this many; null takes all.</summary>
    public int? First { get; init; }
}
