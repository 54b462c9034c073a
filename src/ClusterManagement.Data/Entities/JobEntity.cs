namespace ClusterManagement.Data.Entities;

/// <summary>A row of Jobs.</summary>
public sealed class JobEntity : Entity
{
    /// <summary>What the job does.</summary>
    public required string Name { get; set; }

    /// <summary>What the job works on.</summary>
    public string? AssociatedResource { get; set; }

    /// <summary>The state.</summary>
    public JobState Status { get; set; }

    /// <summary>When the job ended, in UTC.</summary>
    public DateTime? CompletedAt { get; set; }

    /// <summary>The steps.</summary>
    public List<JobStatusEntity> Statuses { get; } = [];
}
