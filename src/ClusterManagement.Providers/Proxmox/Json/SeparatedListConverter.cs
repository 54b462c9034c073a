using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterManagement.Providers.Proxmox.Json;

/// <summary>Reads <c>iso,vztmpl</c> and <c>prod;web</c> as lists; nothing is an empty list.</summary>
internal sealed class SeparatedListConverter : JsonConverter<IReadOnlyList<string>>
{
    public override bool HandleNull => true;

    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => [],
            JsonTokenType.String => Split(reader.GetString()),
            _ => throw new JsonException("A list in one text was expected."),
        };

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) =>
        writer.WriteStringValue(string.Join(',', value));

    internal static string[] Split(string? text) =>
        (text ?? string.Empty).Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
