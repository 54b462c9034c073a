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

/// <summary>What one audit event will say: an object, what is done to it, and its values before and after.</summary>
/// <param name="action">What is done.</param>
internal sealed class AuditEntry(AuditAction action)
{
    private const string SecretBefore = "(secret)";
    private const string SecretAfter = "(new secret)";

    // A certificate is told by its fingerprint, names and times.
    private static readonly HashSet<string> Housekeeping =
        new(["Id", "CreatedAt", "UpdatedAt", "Version", "OwnershipId", "Ipv4Number", "Certificate"], StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<PropertyInfo, bool> Secrets = new();

    private readonly List<(string Column, string? Value)> _before = [];
    private readonly List<(string Column, string? Value)> _after = [];

    /// <summary>True for a change that leaves everything as it was.</summary>
    public bool IsEmpty => action == AuditAction.Change && _before.Count + _after.Count == 0;

    /// <summary>Takes the values of a row that belongs to the object. Secrets show as set or changed, never as values.</summary>
    /// <param name="row">The row, before it is saved.</param>
    public void Take(EntityEntry row)
    {
        foreach (var property in row.Properties)
        {
            var metadata = property.Metadata;
            if (Housekeeping.Contains(metadata.Name) || (metadata.Name == "Type" && row.Entity is ServicePartEntity)) continue;
            if (row.State == EntityState.Modified && (!property.IsModified || Equals(property.OriginalValue, property.CurrentValue))) continue;
            var column = JsonNamingPolicy.CamelCase.ConvertName(metadata.Name);
            var isSecret = IsSecret(metadata);
            if (row.State != EntityState.Added) AddBefore(column, Stored(metadata, property.OriginalValue), isSecret ? SecretBefore : null);
            if (row.State != EntityState.Deleted) AddAfter(column, Stored(metadata, property.CurrentValue), isSecret ? SecretAfter : null);
        }
    }

    /// <summary>Says a value from before.</summary>
    /// <param name="column">What has the value.</param>
    /// <param name="value">The value.</param>
    /// <param name="mask">What to say in its place.</param>
    public void AddBefore(string column, object? value, string? mask = null) => Add(_before, column, value, mask);

    /// <summary>Says a value from after.</summary>
    /// <param name="column">What has the value.</param>
    /// <param name="value">The value.</param>
    /// <param name="mask">What to say in its place.</param>
    public void AddAfter(string column, object? value, string? mask = null) => Add(_after, column, value, mask);

    /// <summary>The event.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="origin">Who acts.</param>
    /// <param name="occurredAt">When, in UTC.</param>
    public AuditEventEntity ToEvent(AuditedObject subject, AuditOrigin origin, DateTime occurredAt) => new()
    {
        OccurredAt = occurredAt,
        UserName = AuditOrigin.UserName,
        Host = AuditOrigin.Host,
        ProcessId = Environment.ProcessId,
        Command = origin.Command,
        Action = action,
        Resource = subject.Resource,
        ResourceId = subject.Id,
        Name = subject.Name,
        Before = action == AuditAction.Create ? null : Json(_before),
        After = action == AuditAction.Remove ? null : Json(_after),
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

    // What is not set says nothing of a new or removed object; of a changed one it does.
    private void Add(List<(string Column, string? Value)> values, string column, object? value, string? mask)
    {
        if (value is null && action != AuditAction.Change) return;
        values.Add((column, value is null ? null : mask ?? Text(value)));
    }
}
