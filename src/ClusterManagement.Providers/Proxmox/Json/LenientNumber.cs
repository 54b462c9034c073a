using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace ClusterManagement.Providers.Proxmox.Json;

/// <summary>The one way numbers are read, whichever of its faces a number shows.</summary>
internal static class LenientNumber
{
    internal static T? Read<T>(ref Utf8JsonReader reader)
        where T : struct, INumber<T>
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.Null => string.Empty,
            JsonTokenType.True => "1",
            JsonTokenType.False => "0",
            JsonTokenType.String => reader.GetString()!.Trim(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => throw new JsonException("A number was expected."),
        };
        if (text.Length == 0)
        {
            return null;
        }

        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact))
        {
            return exact;
        }

        // A fraction or an exponent where a whole number was expected.
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rough)
            ? T.CreateSaturating(rough)
            : throw new JsonException("A number was expected.");
    }
}
