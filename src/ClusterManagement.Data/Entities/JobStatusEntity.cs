namespace ClusterManagement.Data.Entities;

/// <summary>A row of JobStatuses: one step of a job.</summary>
public sealed class JobStatusEntity : Entity
{
    /// <summary>The job's key.</summary>
    public int JobId { get; set; }

    /// <summary>What was done or what went wrong.</summary>
    public required string Message { get; set; }
}
