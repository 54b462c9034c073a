using System.Text.Json;
using ClusterManagement.Simulator;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.Endpoints;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Simulator;

/// <summary>Holds the parameters that the simulator declares against the official schema.</summary>
public sealed class EndpointSchemaTests
{
    [Theory]
    [InlineData("9.2.11", null)]
    [InlineData("9.1.2", "9.1.2")]
    [InlineData("8.4.5", "8.4.5")]
    public void Declared_parameters_are_the_official_ones(string version, string? older)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedMaterial.Proxmox("lxc-subset.json")));
        var official = document.RootElement.GetProperty("endpoints").EnumerateArray()
            .ToDictionary(e => $"{e.GetProperty("method")} {e.GetProperty("path")}");
        var differences = new List<string>();
        foreach (var endpoint in AllEndpoints.For(new SimulatorOptions { Version = version }))
        {
            var name = $"{endpoint.Method} {endpoint.Path.Replace("*}", "}", StringComparison.Ordinal)}";
            if (!official.TryGetValue(name, out var schema))
                differences.Add($"{name}: unknown");
            else if (older is not null && !schema.GetProperty("availability").GetProperty(older).GetBoolean())
                differences.Add($"{name}: not in {older}");
            else
                differences.AddRange(Compare(endpoint, schema, Version.Parse(version), older).Select(d => $"{name}: {d}"));
        }

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    private static IEnumerable<string> Compare(Endpoint endpoint, JsonElement schema, Version version, string? older)
    {
        var added = older is null ? [] : AddedSince(schema, older);
        var expected = schema.GetProperty("parameters").EnumerateArray()
            .Where(p => !added.Contains(p.GetProperty("name").GetString()!))
            .ToDictionary(p => p.GetProperty("name").GetString()!);
        var declared = endpoint.AllParameters.Where(p => p.Exists(version)).ToDictionary(p => p.Count > 0 ? $"{p.Name}[n]" : p.Name);
        foreach (var name in expected.Keys.Except(declared.Keys))
            yield return $"{name} is missing";
        foreach (var name in declared.Keys.Except(expected.Keys))
            yield return $"{name} is too much";
        foreach (var (name, parameter) in declared.Where(d => expected.ContainsKey(d.Key)))
        {
            foreach (var difference in Compare(parameter, expected[name]))
                yield return $"{name} {difference}";
        }
    }

    private static HashSet<string> AddedSince(JsonElement schema, string older) =>
        schema.TryGetProperty("diff_against_older", out var all) && all.TryGetProperty(older, out var one)
            ? one.GetProperty("added_since").EnumerateArray().Select(a => a.GetString()!).ToHashSet()
            : [];

    private static IEnumerable<string> Compare(Parameter parameter, JsonElement schema)
    {
        var type = parameter.Type == ParameterType.Text ? "string" : parameter.Type.ToString().ToLowerInvariant();
        var official = schema.GetProperty("type").GetString();
        if (type != official && official != "array")
            yield return $"is {type}, not {official}";
        var isOptional = schema.TryGetProperty("optional", out var optional) && optional.GetBoolean();
        if (parameter.IsOptional != isOptional && !IsInPath(schema))
            yield return isOptional ? "is optional" : "is required";
        if (!Equal(parameter.Minimum, schema, "minimum") || !Equal(parameter.Maximum, schema, "maximum"))
            yield return "has another range";
        if (!Equal(parameter.MinimumLength, schema, "minLength") || !Equal(parameter.MaximumLength, schema, "maxLength"))
            yield return "has another length";
        var values = schema.TryGetProperty("enum", out var allowed)
            ? allowed.EnumerateArray().Select(v => v.GetString()!).Order().ToList()
            : null;
        if (values is not null && !values.SequenceEqual((parameter.Values ?? []).Order()))
            yield return $"takes {string.Join(", ", values)}";
        if (parameter.Properties is { } properties && schema.TryGetProperty("format", out var format))
        {
            var parts = format.EnumerateObject().Select(p => p.Name).ToHashSet();
            if (!parts.SetEquals(properties.Parameters.Select(p => p.Name)))
                yield return $"has the parts {string.Join(", ", parts.Order())}";
        }
    }

    private static bool IsInPath(JsonElement schema) => schema.GetProperty("in").GetString() == "path";

    private static bool Equal(long? declared, JsonElement schema, string name) =>
        declared == (schema.TryGetProperty(name, out var value) ? value.GetInt64() : null);
}
