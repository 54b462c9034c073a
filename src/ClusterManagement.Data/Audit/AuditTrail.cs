using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace ClusterManagement.Data.Audit;

/// <summary>
/// What a set of pending changes will say in AuditEvents. Taken before they are saved, when the old values are still known,
/// and finished after, when the new keys are.
/// </summary>
internal sealed class AuditTrail
{
    private readonly List<(object Row, AuditedObject? Former, AuditEntry Entry)> _entries = [];

    /// <summary>Looks at the changes that are about to be saved.</summary>
    /// <param name="tracker">The changes.</param>
    public AuditTrail(ChangeTracker tracker)
    {
        // A service comes before its child row, with which it is one object.
        var changes = tracker.Entries().Where(IsTold).OrderBy(change => change.Entity is ServicePartEntity).ToList();
        var entries = new Dictionary<object, AuditEntry>(ReferenceEqualityComparer.Instance);
        foreach (var change in changes)
        {
            if (!entries.TryGetValue(change.Entity, out var entry))
            {
                RefuseSilentCascade(change);
                entry = new AuditEntry(ActionOf(change.State));
                _entries.Add((change.Entity, change.State == EntityState.Deleted ? AuditedObject.Of(change.Entity) : null, entry));
                if (change.Entity is ServiceEntity service)
                {
                    foreach (var part in Parts(service)) entries[part] = entry;
                }
            }

            entry.Take(change);
        }

        _entries.RemoveAll(told => told.Entry.IsEmpty);
    }

    /// <summary>True when there is nothing to tell.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Refuses to change or remove what has been told.</summary>
    /// <param name="tracker">The changes that are about to be saved.</param>
    public static void RefuseRewriting(ChangeTracker tracker)
    {
        if (tracker.Entries<AuditEventEntity>().Any(entry => entry.State is EntityState.Modified or EntityState.Deleted))
        {
            throw new InvalidOperationException("Audit events are added, and neither changed nor removed.");
        }
    }

    /// <summary>The events, once the changes are saved.</summary>
    /// <param name="origin">Who made them.</param>
    /// <param name="occurredAt">When, in UTC.</param>
    public IEnumerable<AuditEventEntity> Events(AuditOrigin origin, DateTime occurredAt) =>
        _entries.Select(told => told.Entry.ToEvent(told.Former ?? AuditedObject.Of(told.Row)!, origin, occurredAt));

    private static bool IsTold(EntityEntry entry) =>
        entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && AuditedObject.IsKnown(entry.Metadata.ClrType);

    private static IEnumerable<ServicePartEntity> Parts(ServiceEntity service) =>
        new ServicePartEntity?[] { service.Http, service.Transport, service.Dns }.OfType<ServicePartEntity>();

    private static AuditAction ActionOf(EntityState state) => state switch
    {
        EntityState.Added => AuditAction.Create,
        EntityState.Deleted => AuditAction.Remove,
        _ => AuditAction.Change,
    };

    // Rows that the database takes along by itself are told of only when they are loaded.
    private static void RefuseSilentCascade(EntityEntry change)
    {
        if (change.State != EntityState.Deleted) return;
        foreach (var key in change.Metadata.GetReferencingForeignKeys())
        {
            if (key.DeleteBehavior != DeleteBehavior.Cascade || !AuditedObject.IsKnown(key.DeclaringEntityType.ClrType)) continue;
            if (key.PrincipalToDependent is { } dependents && change.Navigation(dependents.Name).IsLoaded) continue;
            throw new InvalidOperationException(
                $"Removing a row of {change.Metadata.ClrType.Name} takes rows of {key.DeclaringEntityType.ClrType.Name} along, which have to be loaded to be told of.");
        }
    }
}
