namespace ClusterManagement.Data.Entities;

/// <summary>A row of AuditEvents: one object that was made, changed or removed. Written once, in the transaction of the change.</summary>
public sealed class AuditEventEntity
{
    /// <summary>The primary key; it grows with time.</summary>
    public long Id { get; set; }

    /// <summary>When it happened, in UTC.</summary>
    public DateTime OccurredAt { get; set; }

    /// <summary>The operating system's user.</summary>
    public required string UserName { get; set; }

    /// <summary>The machine the command ran on.</summary>
    public required string Host { get; set; }

    /// <summary>The process on that machine.</summary>
    public int ProcessId { get; set; }

    /// <summary>The command.</summary>
    public required string Command { get; set; }

    /// <summary>What was done.</summary>
    public AuditAction Action { get; set; }

    /// <summary>The sort of object, such as <c>Site</c>.</summary>
    public required string Resource { get; set; }

    /// <summary>The object's key.</summary>
    public required string ResourceId { get; set; }

    /// <summary>The object's name at that time.</summary>
    public required string Name { get; set; }

    /// <summary>The changed columns before, as a JSON object of texts; null for an object that was made.</summary>
    public string? Before { get; set; }

    /// <summary>The changed columns after, as a JSON object of texts; null for an object that was removed.</summary>
    public string? After { get; set; }
}
