using System.Globalization;

namespace ClusterManagement.Engine.Import.Sources;

/// <summary>
/// A row of the other database. SQLite keeps whatever it is given in whatever column, so nothing is taken for granted: a value
/// that cannot be read as what it should be is refused, a column that is not there is null.
/// </summary>
/// <param name="columns">Where each column stands.</param>
/// <param name="values">The values.</param>
internal sealed class SourceRow(IReadOnlyDictionary<string, int> columns, object?[] values)
{
    /// <summary>A text; null for an empty one.</summary>
    /// <param name="column">The column.</param>
    public string? Text(string column) => Value(column) switch
    {
        null => null,
        byte[] => throw new InvalidValueException(column, "(bytes)", "a text"),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null,
    };

    /// <summary>True for a value that is kept as a text.</summary>
    /// <param name="column">The column.</param>
    public bool IsText(string column) => Value(column) is string;

    /// <summary>A whole number.</summary>
    /// <param name="column">The column.</param>
    public long? Number(string column)
    {
        var text = Text(column);
        if (text is null) return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidValueException(column, text, "a whole number");
    }

    /// <summary>A key of a row; null when there is none, or none that can be read.</summary>
    /// <param name="column">The column.</param>
    public long? Key(string column)
    {
        var text = Convert.ToString(Value(column), CultureInfo.InvariantCulture);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var key) ? key : null;
    }

    /// <summary>A whole number of 32 bits.</summary>
    /// <param name="column">The column.</param>
    public int? Integer(string column) => Number(column) switch
    {
        null => null,
        >= int.MinValue and <= int.MaxValue and var number => (int)number,
        var number => throw new InvalidValueException(column, number, $"a number up to {int.MaxValue}"),
    };

    /// <summary>A truth value.</summary>
    /// <param name="column">The column.</param>
    public bool? Flag(string column) => Text(column)?.ToLowerInvariant() switch
    {
        null => null,
        "1" or "true" => true,
        "0" or "false" => false,
        var text => throw new InvalidValueException(column, text, "true or false"),
    };

    /// <summary>A time in UTC, to the microsecond; null when there is none, or none that can be read.</summary>
    /// <param name="column">The column.</param>
    public DateTime? Time(string column)
    {
        DateTime? time = Value(column) switch
        {
            DateTime { Kind: DateTimeKind.Local } local => local.ToUniversalTime(),
            DateTime utc => DateTime.SpecifyKind(utc, DateTimeKind.Utc),
            string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) => parsed.UtcDateTime,
            _ => null,
        };
        return time?.AddTicks(-(time.Value.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private object? Value(string column) => columns.TryGetValue(column, out var index) ? values[index] : null;
}
