using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterManagement.Providers.Proxmox.Json;

/// <summary>Reads a number that may be quoted, empty or null; the last two are no number.</summary>
/// <typeparam name="T">The number's type.</typeparam>
internal sealed class LenientOptionalNumberConverter<T> : JsonConverter<T?>
    where T : struct, INumber<T>
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LenientNumber.Read<T>(ref reader);

    public override void Write(Utf8JsonWriter writer, T? value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value?.ToString(null, CultureInfo.InvariantCulture) ?? "null");
}
