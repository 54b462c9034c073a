namespace ClusterManagement;

/// <summary>Jobs and their history.</summary>
public interface IJobService
{
    /// <summary>Reads jobs with their steps, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<Job> FindAsync(JobFilter filter, CancellationToken cancellationToken);
}
