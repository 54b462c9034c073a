using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Audit;

/// <summary>Reads the audit trail.</summary>
/// <param name="store">The database.</param>
internal sealed class AuditService(ClusterStore store) : IAuditService
{
    /// <inheritdoc/>
    public IAsyncEnumerable<AuditEvent> FindAsync(AuditFilter filter, CancellationToken cancellationToken) => store.StreamAsync(
        context =>
        {
            var rows = Narrow(context.AuditEvents, filter).OrderByDescending(row => row.Id);

            // A pattern is matched here, so that only here it is known when there are enough.
            var isExact = filter is { Name.Matches: null, Command.Matches: null, UserName.Matches: null };
            var read = filter.First is { } limit && isExact ? rows.Take(limit) : rows;
            var events = read.AsAsyncEnumerable()
                .Where(row => filter.Name.Takes(row.Name) && filter.Command.Takes(row.Command) && filter.UserName.Takes(row.UserName))
                .Select(AuditMapper.ToModel);
            return filter.First is { } first ? events.Take(first) : events;
        },
        cancellationToken);

    private static IQueryable<AuditEventEntity> Narrow(IQueryable<AuditEventEntity> rows, AuditFilter filter)
    {
        var (resources, actions) = (filter.Resource, filter.Action);
        if (resources.Count > 0) rows = rows.Where(row => resources.Contains(row.Resource));
        if (actions.Count > 0) rows = rows.Where(row => actions.Contains(row.Action));
        if (filter.ResourceId is { } id) rows = rows.Where(row => row.ResourceId == id);
        if (filter.After is { } after) rows = rows.Where(row => row.OccurredAt > after);
        if (filter.Before is { } before) rows = rows.Where(row => row.OccurredAt < before);
        return rows.WhereText(filter.Name, row => row.Name).WhereText(filter.Command, row => row.Command).WhereText(filter.UserName, row => row.UserName);
    }
}
