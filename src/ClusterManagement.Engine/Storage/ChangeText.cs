using System.Collections;
using System.Globalization;

namespace ClusterManagement.Engine.Storage;

/// <summary>What a change would do, in the words of its parameters; values that may be secret stay out.</summary>
internal static class ChangeText
{
    private const int Longest = 60;

    private static readonly HashSet<string> MayBeSecret = [nameof(ContainerChanges.Environment), nameof(ContainerChanges.Entrypoint)];

    /// <summary>The text, such as <c>Change Cores to 4, Description to none</c>.</summary>
    /// <param name="changes">The fields to be changed, each an <see cref="Optional{T}"/>.</param>
    public static string Of(object changes)
    {
        var fields = new List<string>();
        foreach (var property in changes.GetType().GetProperties())
        {
            var type = property.PropertyType;
            if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Optional<>)) continue;
            var optional = property.GetValue(changes);
            if (type.GetProperty(nameof(Optional<>.IsGiven))!.GetValue(optional) is not true) continue;
            var value = type.GetProperty(nameof(Optional<>.Value))!.GetValue(optional);
            fields.Add(value is SecretText || MayBeSecret.Contains(property.Name) ? property.Name : $"{property.Name} to {Show(value)}");
        }

        return fields.Count == 0 ? "Change" : $"Change {string.Join(", ", fields)}";
    }

    private static string Show(object? value)
    {
        var text = value is IEnumerable several and not string
            ? string.Join(' ', several.Cast<object>())
            : Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
        text = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length == 0 ? "none" : text.Length > Longest ? $"{text[..Longest]}..." : text;
    }
}
