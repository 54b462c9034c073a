using System.Text.Json;
using ClusterManagement.Data.Entities;

namespace ClusterManagement.Engine.Audit;

/// <summary>Turns rows of AuditEvents into events.</summary>
internal static class AuditMapper
{
    /// <summary>The event of a row.</summary>
    /// <param name="row">The row.</param>
    public static AuditEvent ToModel(AuditEventEntity row) => new()
    {
        Id = row.Id,
        OccurredAt = row.OccurredAt,
        UserName = row.UserName,
        Host = row.Host,
        ProcessId = row.ProcessId,
        Command = row.Command,
        Action = row.Action,
        Resource = row.Resource,
        ResourceId = row.ResourceId,
        Name = row.Name,
        Changes = Changes(row.Before, row.After),
    };

    private static AuditChange[] Changes(string? before, string? after)
    {
        try
        {
            var (former, present) = (Read(before), Read(after));
            return [.. former.Keys.Union(present.Keys).Select(field => new AuditChange(field, former.GetValueOrDefault(field), present.GetValueOrDefault(field)))];
        }
        catch (JsonException)
        {
            // Somebody wrote to the table by other means; what is there still shows, and the other events do.
            return [new AuditChange("(not readable)", before, after)];
        }
    }

    private static OrderedDictionary<string, string?> Read(string? json)
    {
        var values = new OrderedDictionary<string, string?>(StringComparer.Ordinal);
        if (json is null) return values;
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("Not an object.");
        foreach (var property in document.RootElement.EnumerateObject())
        {
            values[property.Name] = property.Value.ValueKind == JsonValueKind.Null ? null : property.Value.ToString();
        }

        return values;
    }
}
