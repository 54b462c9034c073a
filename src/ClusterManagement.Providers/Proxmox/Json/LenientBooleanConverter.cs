using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterManagement.Providers.Proxmox.Json;

/// <summary>Perl has no booleans: reads 0, 1, "1", "", null, true and false.</summary>
internal sealed class LenientBooleanConverter : JsonConverter<bool>
{
    public override bool HandleNull => true;

    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        JsonTokenType.Number => reader.GetDouble() != 0,
        JsonTokenType.String => reader.GetString() is not (null or "" or "0" or "false" or "off" or "no"),
        _ => throw new JsonException("A truth value was expected."),
    };

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteNumberValue(value ? 1 : 0);
}
