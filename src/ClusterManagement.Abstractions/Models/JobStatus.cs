namespace ClusterManagement;

/// <summary>One step of a job (spec: JobStatus).</summary>
public sealed record JobStatus
{
    /// <summary>The job's number.</summary>
    public int JobId { get; init; }

    /// <summary>What was done or what went wrong.</summary>
    public required string Message { get; init; }

    /// <summary>When, in UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
