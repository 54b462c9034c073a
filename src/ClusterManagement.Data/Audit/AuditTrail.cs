using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ClusterManagement.Data.Audit;

/// <summary>
/// What a set of pending changes will say in AuditEvents. Taken before they are saved, when the old values are still known,
/// and finished after, when the new keys are. Secrets show as set or changed, never as values.
/// </summary>
internal sealed class AuditTrail
{
    private const string SecretBefore = "(secret)";
    private const string SecretAfter = "(new secret)";

    private static readonly HashSet<string> Housekeeping =
        new(["Id", "CreatedAt", "UpdatedAt", "Version", "OwnershipId", "Ipv4Number"], StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<PropertyInfo, bool> Secrets = new();

    private readonly List<Change> _changes = [];

    /// <summary>Looks at the changes that are about to be saved.</summary>
    /// <param name="tracker">The changes.</param>
    public AuditTrail(ChangeTracker tracker)
    {
        foreach (var entry in tracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted)) continue;
            if (AuditedObject.Of(entry.Entity) is null) continue;
            Find(entry).Take(entry);
        }

        _changes.RemoveAll(change => change.IsEmpty);
        foreach (var change in _changes) change.Remember();
    }

    /// <summary>True when there is nothing to tell.</summary>
    public bool IsEmpty => _changes.Count == 0;

    /// <summary>The events, once the changes are saved.</summary>
    /// <param name="origin">Who made them.</param>
    /// <param name="occurredAt">When, in UTC.</param>
    public IEnumerable<AuditEventEntity> Events(AuditOrigin origin, DateTime occurredAt) => _changes.Select(change => change.ToEvent(origin, occurredAt));

    // A service and its child row are one object; a new one's key is not known yet, but its child is linked to it.
    private Change Find(EntityEntry entry)
    {
        var known = entry.Entity switch
        {
            ServicePartEntity part => _changes.Find(change => change.Row is ServiceEntity service && Holds(service, part)),
            ServiceEntity service => _changes.Find(change => change.Row is ServicePartEntity part && Holds(service, part)),
            _ => null,
        };
        if (known is not null)
        {
            if (entry.Entity is ServiceEntity) (known.Row, known.Action) = (entry.Entity, ActionOf(entry.State));
            return known;
        }

        var change = new Change { Row = entry.Entity, Action = ActionOf(entry.State) };
        _changes.Add(change);
        return change;
    }

    private static bool Holds(ServiceEntity service, ServicePartEntity part) =>
        ReferenceEquals(service.Http, part) || ReferenceEquals(service.Transport, part) || ReferenceEquals(service.Dns, part);

    private static AuditAction ActionOf(EntityState state) => state switch
    {
        EntityState.Added => AuditAction.Create,
        EntityState.Deleted => AuditAction.Remove,
        _ => AuditAction.Change,
    };

    private static bool IsSecret(IProperty property) =>
        property.PropertyInfo is { } info && Secrets.GetOrAdd(info, member => member.IsDefined(typeof(SecretAttribute)));

    // Names of states and the like are told the way the table has them.
    private static object? Stored(IProperty property, object? value) =>
        value is Enum ? property.GetTypeMapping().Converter?.ConvertToProvider(value) ?? value : value;

    private static string? Text(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>One object's change.</summary>
    private sealed class Change
    {
        private readonly List<(string Column, string? Value)> _before = [];
        private readonly List<(string Column, string? Value)> _after = [];
        private AuditedObject? _subject;

        public required object Row { get; set; }

        public required AuditAction Action { get; set; }

        public bool IsEmpty => Action == AuditAction.Change && _after.Count == 0;

        /// <summary>Keeps what the object is called: one that is removed loses its links to others, and their names, when that is saved.</summary>
        public void Remember() => _subject = Action == AuditAction.Remove ? AuditedObject.Of(Row) : null;

        public void Take(EntityEntry entry)
        {
            foreach (var property in entry.Properties)
            {
                var metadata = property.Metadata;
                if (Housekeeping.Contains(metadata.Name) || (metadata.Name == "Type" && entry.Entity is ServicePartEntity)) continue;
                if (entry.State == EntityState.Modified && (!property.IsModified || Equals(property.OriginalValue, property.CurrentValue))) continue;
                var column = JsonNamingPolicy.CamelCase.ConvertName(metadata.Name);
                var isSecret = IsSecret(metadata);
                if (entry.State != EntityState.Added) Add(_before, column, Stored(metadata, property.OriginalValue), isSecret ? SecretBefore : null);
                if (entry.State != EntityState.Deleted) Add(_after, column, Stored(metadata, property.CurrentValue), isSecret ? SecretAfter : null);
            }
        }

        public AuditEventEntity ToEvent(AuditOrigin origin, DateTime occurredAt)
        {
            var subject = _subject ?? AuditedObject.Of(Row)!;
            return new AuditEventEntity
            {
                OccurredAt = occurredAt,
                UserName = AuditOrigin.UserName,
                Host = AuditOrigin.Host,
                ProcessId = Environment.ProcessId,
                Command = origin.Command,
                Action = Action,
                Resource = subject.Resource,
                ResourceId = subject.Id,
                Name = subject.Name,
                Before = Action == AuditAction.Create ? null : Json(_before),
                After = Action == AuditAction.Remove ? null : Json(_after),
            };
        }

        // What is not set says nothing of a new or removed object; of a changed one it does.
        private void Add(List<(string Column, string? Value)> values, string column, object? value, string? mask)
        {
            if (value is null && Action != AuditAction.Change) return;
            values.Add((column, value is null ? null : mask ?? Text(value)));
        }

        private static string Json(List<(string Column, string? Value)> values)
        {
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                writer.WriteStartObject();
                foreach (var (column, value) in values) writer.WriteString(column, value);
                writer.WriteEndObject();
            }

            return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        }
    }
}
