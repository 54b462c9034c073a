namespace ClusterManagement;

/// <summary>A piece of work and its history (spec: Job).</summary>
public sealed record Job : ClusterObject
{
    /// <summary>What the job does, for example <c>Create container web1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the job works on, for example <c>container/web1</c>.</summary>
    public string? AssociatedResource { get; init; }

    /// <summary>The state.</summary>
    public JobState Status { get; init; }

    /// <summary>When the job ended, in UTC; null before that.</summary>
    public DateTime? CompletedAt { get; init; }

    /// <summary>How long the job took; null before its end.</summary>
    public TimeSpan? Duration => CompletedAt - CreatedAt;

    /// <summary>The steps, in their order.</summary>
    public IReadOnlyList<JobStatus> Statuses { get; init; } = [];

    /// <summary>The last step's message.</summary>
    public string? Message => Statuses.Count == 0 ? null : Statuses[^1].Message;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
