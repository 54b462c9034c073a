using System.Text.Json;

namespace ClusterManagement.Simulator.Api;

/// <summary>The parameters of a request as they were sent: a name can come more than once.</summary>
internal static class RequestParameters
{
    public static Dictionary<string, List<string>> FromForm(string form)
    {
        var values = new Dictionary<string, List<string>>();
        foreach (var pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            Add(values, Decode(parts[0]), parts.Length == 2 ? Decode(parts[1]) : "");
        }
        return values;
    }

    public static Dictionary<string, List<string>> FromJson(string json)
    {
        var values = new Dictionary<string, List<string>>();
        using var document = Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw Malformed("malformed JSON, expected an object", json);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in property.Value.EnumerateArray())
                    Add(values, property.Name, TextOf(item));
            }
            else if (property.Value.ValueKind != JsonValueKind.Null)
            {
                Add(values, property.Name, TextOf(property.Value));
            }
        }
        return values;
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException wrong)
        {
            throw Malformed("'\"' expected", json, (int)(wrong.BytePositionInLine ?? 0));
        }
    }

    /// <summary>The real message is that of the Perl parser.</summary>
    private static ApiException Malformed(string problem, string json, int offset = 0)
    {
        var rest = json[Math.Min(offset, json.Length)..].TrimEnd('}');
        return new ApiException(
            500,
            $"{problem}, at character offset {offset} (before \"{rest}\") at /usr/share/perl5/PVE/APIServer/AnyEvent.pm line 934.");
    }

    private static string TextOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        JsonValueKind.String => element.GetString()!,
        _ => element.GetRawText(),
    };

    private static void Add(Dictionary<string, List<string>> values, string name, string value)
    {
        if (!values.TryGetValue(name, out var list))
            values[name] = list = [];
        list.Add(value);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
