namespace ClusterManagement;

/// <summary>One object that was made, changed or removed: by whom, from where, and what was different afterwards.</summary>
public sealed record AuditEvent
{
    /// <summary>The event's number; it grows with time.</summary>
    public long Id { get; init; }

    /// <summary>When it happened, in UTC.</summary>
    public DateTime OccurredAt { get; init; }

    /// <summary>The operating system's user.</summary>
    public required string UserName { get; init; }

    /// <summary>The machine the command ran on.</summary>
    public required string Host { get; init; }

    /// <summary>The process on that machine.</summary>
    public int ProcessId { get; init; }

    /// <summary>The command, such as <c>Set-ClusterSite</c>.</summary>
    public required string Command { get; init; }

    /// <summary>What was done.</summary>
    public AuditAction Action { get; init; }

    /// <summary>The kind of object, such as <c>Site</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>The object's key in the database.</summary>
    public required string ResourceId { get; init; }

    /// <summary>The object's name at that time.</summary>
    public required string Name { get; init; }

    /// <summary>The fields that were set, changed or lost.</summary>
    public IReadOnlyList<AuditChange> Changes { get; init; } = [];

    /// <summary>What was done to what.</summary>
    public override string ToString() => $"{Command}: {Action} {Resource} {Name}";
}
