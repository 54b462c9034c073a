using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ClusterManagement.Tests.Support;

/// <summary>
/// Checks requests against the official schema of the Proxmox VE API. Needs nothing but System.Text.Json, so that its
/// source file can be linked into other test projects.
/// </summary>
internal sealed partial class ProxmoxSchema
{
    private static readonly Dictionary<string, Regex> NamedFormats = new()
    {
        ["pve-vmid"] = new Regex("^[1-9][0-9]{2,8}$"),
        ["dns-name"] = new Regex(@"^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*$"),
        ["pve-node"] = new Regex("^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$"),
        ["pve-storage-id"] = new Regex("^[a-zA-Z][a-zA-Z0-9_.-]*[a-zA-Z0-9]$"),
        ["pve-configid"] = new Regex("^[a-zA-Z][a-zA-Z0-9_-]+$"),
        ["mac-addr"] = new Regex("^[0-9a-fA-F][02468aceACE](:[0-9a-fA-F]{2}){5}$"),
        ["disk-size"] = new Regex(@"^\d+(\.\d+)?[KMGT]?$"),
        ["pve-ipv4-config"] = new Regex(@"^(dhcp|manual|\d{1,3}(\.\d{1,3}){3}/\d{1,2})$"),
        ["ipv4"] = new Regex(@"^\d{1,3}(\.\d{1,3}){3}$"),
    };

    private readonly List<SchemaEndpoint> _endpoints = [];

    private ProxmoxSchema(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            var root = document.RootElement.Clone();
            var list = root.ValueKind == JsonValueKind.Array ? root : root.GetProperty("endpoints");
            foreach (var endpoint in list.EnumerateArray().Select(SchemaEndpoint.Read))
            {
                if (!_endpoints.Exists(e => e.Method == endpoint.Method && e.Path == endpoint.Path))
                    _endpoints.Add(endpoint);
            }
        }
    }

    public int Count => _endpoints.Count;

    /// <summary>Loads lxc-subset.json, full-9.2.3-flat.json or both; of an endpoint in both the first wins.</summary>
    public static ProxmoxSchema Load(params string[] files) => new(files);

    /// <summary>What is wrong with a request; empty when nothing is.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The decoded path, with or without /api2/json, without query.</param>
    /// <param name="parameters">The parameters of query and body, as they are sent in a form.</param>
    /// <param name="version">An older version that must understand the request too: 8.4.5 or 9.1.2.</param>
    public IReadOnlyList<string> Check(
        string method, string path, IEnumerable<KeyValuePair<string, string>> parameters, string? version = null)
    {
        path = path.StartsWith("/api2/json", StringComparison.Ordinal) ? path["/api2/json".Length..] : path;
        var match = _endpoints
            .Where(e => e.Method == method)
            .Select(e => (Endpoint: e, Values: e.Match(path)))
            .Where(m => m.Values is not null)
            .OrderByDescending(m => m.Endpoint.LiteralSegments)
            .FirstOrDefault();
        if (match.Values is null)
            return [$"{method} {path}: unknown endpoint"];

        var violations = new List<string>();
        if (version is not null && !match.Endpoint.ExistsIn(version))
            violations.Add($"{method} {match.Endpoint.Path}: not in {version}");
        var values = match.Values;
        foreach (var (name, value) in parameters)
        {
            if (!values.TryAdd(name, value) && values[name] != value)
                violations.Add($"{name}: sent twice with different values");
            if (version is not null && match.Endpoint.IsAddedSince(version, name))
                violations.Add($"{name}: not in {version}");
        }
        Check(match.Endpoint.Parameters, values, "", violations);
        return violations;
    }

    private static void Check(
        IReadOnlyDictionary<string, JsonElement> parameters, Dictionary<string, string> values, string prefix, List<string> violations)
    {
        foreach (var (name, value) in values)
        {
            if (parameters.TryGetValue(name, out var schema) || parameters.TryGetValue(NumberedName(name), out schema))
                CheckValue(prefix + name, value, schema, violations);
            else
                violations.Add($"{prefix}{name}: unknown parameter");
        }
        foreach (var (name, schema) in parameters)
        {
            if (!IsOptional(schema) && !values.ContainsKey(name))
                violations.Add($"{prefix}{name}: missing");
        }
    }

    private static string NumberedName(string name) => name.TrimEnd("0123456789".ToCharArray()) + "[n]";

    private static bool IsOptional(JsonElement schema) =>
        schema.TryGetProperty("optional", out var optional) && optional.ToString() is "True" or "1";

    private static void CheckValue(string name, string value, JsonElement schema, List<string> violations)
    {
        var type = Text(schema, "type") ?? "string";
        if (WrongType(type, value))
        {
            violations.Add($"{name}: '{value}' is no {type}");
            return;
        }
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(a => a.ToString() == value))
            violations.Add($"{name}: '{value}' is none of {string.Join(", ", allowed.EnumerateArray().Take(12))}");
        if (type is "integer" or "number")
            CheckRange(name, decimal.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture), schema, violations);
        if (Number(schema, "minLength") is { } shortest && value.Length < shortest)
            violations.Add($"{name}: shorter than {shortest}");
        if (Number(schema, "maxLength") is { } longest && value.Length > longest)
            violations.Add($"{name}: longer than {longest}");
        if (Text(schema, "pattern") is { } pattern && !Regex.IsMatch(value, $"^(?:{FromPerl(pattern)})$"))
            violations.Add($"{name}: '{value}' does not match {pattern}");
        if (schema.TryGetProperty("format", out var format))
            CheckFormat(name, value, format, violations);
    }

    private static bool WrongType(string type, string value) => type switch
    {
        "boolean" => value is not ("0" or "1"),
        "integer" => !IntegerText().IsMatch(value),
        "number" => !decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        _ => false,
    };

    private static void CheckRange(string name, decimal number, JsonElement schema, List<string> violations)
    {
        if (Number(schema, "minimum") is { } minimum && number < minimum)
            violations.Add($"{name}: {number} is below {minimum}");
        if (Number(schema, "maximum") is { } maximum && number > maximum)
            violations.Add($"{name}: {number} is above {maximum}");
    }

    private static void CheckFormat(string name, string value, JsonElement format, List<string> violations)
    {
        if (format.ValueKind == JsonValueKind.Object)
            CheckProperties(name, value, format.EnumerateObject().ToDictionary(p => p.Name, p => p.Value), violations);
        else if (NamedFormats.TryGetValue(format.ToString(), out var form) && !form.IsMatch(value))
            violations.Add($"{name}: '{value}' is no {format}");
    }

    /// <summary>Checks a property string such as <c>name=eth0,bridge=vmbr0</c>.</summary>
    private static void CheckProperties(string name, string text, Dictionary<string, JsonElement> parts, List<string> violations)
    {
        var defaultKey = parts.FirstOrDefault(p => Number(p.Value, "default_key") == 1).Key;
        var values = new Dictionary<string, string>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=', 2);
            var key = pair.Length == 2 ? pair[0] : defaultKey;
            if (key is null)
                violations.Add($"{name}: '{part}' has no key");
            else if (!values.TryAdd(key, pair[^1]))
                violations.Add($"{name}.{key}: given twice");
        }
        Check(parts, values, name + ".", violations);
    }

    private static string? Text(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) ? value.ToString() : null;

    private static decimal? Number(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var value) && decimal.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Perl prints a compiled pattern with its flags reset: <c>(?^:...)</c> and <c>(?^i:...)</c>.</summary>
    private static string FromPerl(string pattern) => pattern.Replace("(?^", "(?", StringComparison.Ordinal);

    [GeneratedRegex(@"^[+-]?\d+$")]
    private static partial Regex IntegerText();

    private sealed record SchemaEndpoint(
        string Method, string Path, IReadOnlyDictionary<string, JsonElement> Parameters, JsonElement Source)
    {
        private readonly Regex _pattern = new("^" + Regex.Replace(Path, @"\{(?<name>[^}]+)\}", SegmentPattern) + "$");

        public int LiteralSegments { get; } = Path.Split('/').Count(s => !s.StartsWith('{'));

        public static SchemaEndpoint Read(JsonElement element)
        {
            var parameters = element.GetProperty("parameters");
            var known = parameters.ValueKind == JsonValueKind.Array
                ? parameters.EnumerateArray().ToDictionary(p => p.GetProperty("name").GetString()!)
                : parameters.TryGetProperty("properties", out var properties)
                    ? properties.EnumerateObject().ToDictionary(p => p.Name, p => p.Value)
                    : [];
            var method = element.TryGetProperty("method", out var name) ? name : element.GetProperty("verb");
            return new SchemaEndpoint(method.GetString()!, element.GetProperty("path").GetString()!, known, element);
        }

        /// <summary>A volume id has slashes; the name of a group has no hyphens.</summary>
        private static string SegmentPattern(Match segment)
        {
            var name = segment.Groups["name"].Value.Replace("-", "", StringComparison.Ordinal);
            return $"(?<{name}>{(name == "volume" ? ".+" : "[^/]+")})";
        }

        public Dictionary<string, string>? Match(string path)
        {
            var match = _pattern.Match(path);
            return match.Success
                ? match.Groups.Keys.Where(k => k != "0").ToDictionary(k => k, k => match.Groups[k].Value)
                : null;
        }

        public bool ExistsIn(string version) =>
            !Source.TryGetProperty("availability", out var availability)
            || !availability.TryGetProperty(version, out var exists)
            || exists.GetBoolean();

        public bool IsAddedSince(string version, string parameter) =>
            Source.TryGetProperty("diff_against_older", out var differences)
            && differences.TryGetProperty(version, out var difference)
            && difference.TryGetProperty("added_since", out var added)
            && added.EnumerateArray().Any(a => a.GetString() == parameter || a.GetString() == NumberedName(parameter));
    }
}
