using System.Data;
using System.Globalization;

namespace ClusterManagement.Data.Transfer;

/// <summary>
/// Values in the one form they have on every engine: null, <see cref="long"/>, <see cref="string"/>, <see cref="bool"/>,
/// <see cref="DateTime"/> in UTC to the microsecond, or <see cref="Guid"/>.
/// </summary>
internal static class CanonicalValue
{
    /// <summary>The canonical form of what a driver has read.</summary>
    /// <param name="kind">What the column holds.</param>
    /// <param name="value">The driver's value.</param>
    /// <exception cref="FormatException">The value is none of that kind. SQLite keeps any value in any column.</exception>
    public static object? Read(ColumnKind kind, object value) => (kind, value) switch
    {
        (_, DBNull) => null,
        (ColumnKind.Number, long) => value,
        (ColumnKind.Number, int or short or sbyte or byte or ushort or uint) => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        (ColumnKind.Text, string) => value,
        (ColumnKind.Flag, bool) => value,
        (ColumnKind.Flag, long or int or short or sbyte or byte) => Convert.ToInt64(value, CultureInfo.InvariantCulture) != 0,
        (ColumnKind.Time, DateTime time) => ToMicroseconds(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
        (ColumnKind.Time, string text) => ToMicroseconds(
            DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)),
        (ColumnKind.Guid, Guid) => value,
        (ColumnKind.Guid, string text) => Guid.Parse(text),
        _ => throw new FormatException($"A value of the type {value.GetType().Name} is no {kind}."),
    };

    /// <summary>The type a value of a kind is sent to a driver as.</summary>
    /// <param name="kind">The kind.</param>
    public static DbType TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => DbType.Int64,
        ColumnKind.Text => DbType.String,
        ColumnKind.Flag => DbType.Boolean,
        ColumnKind.Time => DbType.DateTime,
        ColumnKind.Guid => DbType.Guid,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static DateTime ToMicroseconds(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
}
