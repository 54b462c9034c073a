namespace ClusterManagement.Data.Configurations;

/// <summary>Conditions for check constraints, in SQL that every engine understands; names stand in square brackets.</summary>
internal static class Checks
{
    /// <summary>The column holds one of the values.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="values">The values.</param>
    public static string OneOf(string column, params IEnumerable<string> values) =>
        $"[{column}] IN ({string.Join(", ", values.Select(value => $"'{value}'"))})";

    /// <summary>The column holds one of an enumeration's names in lower case.</summary>
    /// <typeparam name="TEnum">The enumeration.</typeparam>
    /// <param name="column">The column's name.</param>
    public static string OneOf<TEnum>(string column)
        where TEnum : struct, Enum => OneOf(column, Enum.GetNames<TEnum>().Select(name => name.ToLowerInvariant()));

    /// <summary>The column's number lies between two.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="low">The lowest.</param>
    /// <param name="high">The highest.</param>
    public static string Between(string column, long low, long high) => $"[{column}] BETWEEN {low} AND {high}";

    /// <summary>The column's text is in lower case and not empty.</summary>
    /// <param name="column">The column's name.</param>
    public static string LowerCase(string column) => $"[{column}] = lower([{column}]) AND length([{column}]) > 0";
}
