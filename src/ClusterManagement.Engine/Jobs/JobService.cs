using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Jobs;

/// <summary>Jobs and their history.</summary>
/// <param name="store">The database.</param>
internal sealed class JobService(ClusterStore store) : IJobService
{
    /// <inheritdoc/>
    public IAsyncEnumerable<Job> FindAsync(JobFilter filter, CancellationToken cancellationToken)
    {
        // A removed container's jobs stay, so they are found by the name they were written under.
        var resource = filter.Container is { } container ? Resource(container.Name ?? container.ToString()) : null;
        var states = filter.Status;
        return store.StreamAsync(
            context =>
            {
                IQueryable<JobEntity> rows = context.Jobs;
                if (filter.Id is { } id) rows = rows.Where(row => row.Id == id);
                if (states.Count > 0) rows = rows.Where(row => states.Contains(row.Status));
                if (resource is not null) rows = rows.Where(row => row.AssociatedResource == resource);
                rows = rows.OrderByDescending(row => row.Id);
                if (filter.First is { } first) rows = rows.Take(first);
                return rows.Select(row => new Job
                {
                    Id = row.Id,
                    Name = row.Name,
                    AssociatedResource = row.AssociatedResource,
                    Status = row.Status,
                    CompletedAt = row.CompletedAt,
                    CreatedAt = row.CreatedAt,
                    UpdatedAt = row.UpdatedAt,
                    Statuses = row.Statuses.OrderBy(status => status.Id)
                        .Select(status => new JobStatus { JobId = status.JobId, Message = status.Message, CreatedAt = status.CreatedAt })
                        .ToList(),
                }).AsAsyncEnumerable();
            },
            cancellationToken);
    }

    /// <summary>How a container is named in a job.</summary>
    /// <param name="hostname">The container's host name.</param>
    internal static string Resource(string hostname) => $"container/{hostname.ToLowerInvariant()}";
}
