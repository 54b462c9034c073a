using System.Text.Json;

namespace ClusterManagement.Tests.Simulator;

/// <summary>
/// Compares two answers: keys and JSON types throughout, and the values where they are decided by the request rather
/// than by the machine.
/// </summary>
internal static class AnswerComparison
{
    /// <summary>List entries are paired by the first of these keys that they have.</summary>
    private static readonly string[] Identities = ["key", "volid", "storage", "iface", "roleid", "userid", "realm", "vmid"];

    private static readonly HashSet<string> ComparedValues =
    [
        "message", "exitstatus", "status", "name", "hostname", "tags", "lock", "memory", "swap", "cores", "ostype", "unprivileged",
        "description", "nameserver", "searchdomain", "features", "arch", "onboot", "template", "hasFeature", "delete", "value", "pending",
        "rootfs", "mp0", "mp1", "maxmem", "maxswap", "privs", "content", "saved", "full-tokenid", "privsep", "running", "parent",
        "type", "node", "id", "tokenid", "user", "version", "success",
    ];

    private static readonly string[] MadeUp = ["hwaddr=", "UPID:"];

    /// <summary>What describes the machine the recording was made on.</summary>
    private static readonly string[] Machine = ["$.data.cpuinfo.", "$.data.current-kernel."];

    public static IEnumerable<string> Differences(string recorded, string simulated)
    {
        if (!recorded.StartsWith('{'))
            return simulated.StartsWith('{') || (recorded.Length == 0) != (simulated.Length == 0) ? [$"body '{simulated}'"] : [];
        if (!simulated.StartsWith('{'))
            return [$"body '{simulated}' is no JSON"];
        using var real = JsonDocument.Parse(recorded);
        using var ours = JsonDocument.Parse(simulated);
        return Compare("$", real.RootElement, ours.RootElement).ToList();
    }

    private static IEnumerable<string> Compare(string path, JsonElement real, JsonElement ours)
    {
        if (real.ValueKind != ours.ValueKind)
            return [$"{path} is {ours.ValueKind}, not {real.ValueKind}"];
        return real.ValueKind switch
        {
            JsonValueKind.Object => Objects(path, real, ours),
            JsonValueKind.Array => Arrays(path, real, ours),
            _ => Values(path, real, ours),
        };
    }

    private static IEnumerable<string> Objects(string path, JsonElement real, JsonElement ours)
    {
        foreach (var property in real.EnumerateObject())
        {
            if (!ours.TryGetProperty(property.Name, out var own))
            {
                yield return $"{path}.{property.Name} is missing";
                continue;
            }
            foreach (var difference in Compare($"{path}.{property.Name}", property.Value, own))
                yield return difference;
        }
        foreach (var property in ours.EnumerateObject().Where(p => !real.TryGetProperty(p.Name, out _)))
            yield return $"{path}.{property.Name} is too much";
    }

    private static IEnumerable<string> Arrays(string path, JsonElement real, JsonElement ours)
    {
        var identity = Array.Find(Identities, key => real.GetArrayLength() > 0 && All(real, key) && All(ours, key));
        if (identity is not null)
            return Paired(path, identity, real, ours);
        var shapes = real.EnumerateArray().Select(Shape).ToHashSet();
        var own = ours.EnumerateArray().Select(Shape).ToHashSet();
        if (own.Count == 0 && shapes.Count > 0)
            return [$"{path} is empty"];
        return own.Except(shapes).Select(shape => $"{path} has an entry of the shape {shape}");
    }

    private static bool All(JsonElement array, string key) =>
        array.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Object && e.TryGetProperty(key, out _));

    private static IEnumerable<string> Paired(string path, string identity, JsonElement real, JsonElement ours)
    {
        var own = ours.EnumerateArray().ToLookup(e => ReplayMap.Neutral(e.GetProperty(identity).ToString()));
        var matched = 0;
        foreach (var entry in real.EnumerateArray())
        {
            var id = ReplayMap.Neutral(entry.GetProperty(identity).ToString());
            if (!own.Contains(id))
            {
                yield return $"{path}[{id}] is missing";
                continue;
            }
            matched++;
            foreach (var difference in Compare($"{path}[{id}]", entry, own[id].First()))
                yield return difference;
        }
        if (ours.GetArrayLength() > matched)
            yield return $"{path} has {ours.GetArrayLength() - matched} entries too much";
    }

    private static IEnumerable<string> Values(string path, JsonElement real, JsonElement ours)
    {
        var key = path[(path.LastIndexOf('.') + 1)..].Split('[')[0];
        if (!ComparedValues.Contains(key) && !path.StartsWith("$.errors.", StringComparison.Ordinal))
            yield break;
        var (left, right) = key == "content" ? (Sorted(real), Sorted(ours)) : (real.ToString(), ours.ToString());
        if (Array.Exists(Machine, m => path.StartsWith(m, StringComparison.Ordinal)))
            yield break;
        if (Array.Exists(MadeUp, m => left.Contains(m, StringComparison.Ordinal)) || path.Contains("[digest]", StringComparison.Ordinal))
            yield break;
        if (ReplayMap.Neutral(left).TrimEnd('\n') != ReplayMap.Neutral(right).TrimEnd('\n'))
            yield return $"{path} is '{right}', not '{left}'";
    }

    /// <summary>Proxmox VE returns content types in an order that changes from call to call.</summary>
    private static string Sorted(JsonElement list) => string.Join(',', list.ToString().Split(',').Order(StringComparer.Ordinal));

    private static string Shape(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => '{'
            + string.Join(',', element.EnumerateObject().OrderBy(p => p.Name).Select(p => $"{p.Name}:{Shape(p.Value)}"))
            + '}',
        JsonValueKind.Array => $"[{string.Join('|', element.EnumerateArray().Select(Shape).Distinct().Order())}]",
        var kind => kind.ToString(),
    };
}
