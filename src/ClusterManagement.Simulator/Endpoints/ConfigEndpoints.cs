using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>The configuration of a container and its pending changes.</summary>
internal static class ConfigEndpoints
{
    public static IEnumerable<Endpoint> All =>
    [
        new("GET", "/nodes/{node}/lxc/{vmid}/config", Get)
        {
            Privilege = "VM.Audit",
            Parameters = [Schema.Boolean("current"), Schema.Text("snapshot", Formats.ConfigId, max: 40)],
        },
        new("PUT", "/nodes/{node}/lxc/{vmid}/config", Update)
        {
            Protected = true,
            Privilege = "VM.Config.Options",
            Quorum = QuorumNeed.Request,
            Parameters = ContainerSchema.Update,
        },
        new("GET", "/nodes/{node}/lxc/{vmid}/pending", Pending) { Privilege = "VM.Audit" },
    ];

    private static JsonObject Get(ApiCall call)
    {
        var container = call.Container;
        if (call.Optional("snapshot") is { } name)
        {
            var snapshot = container.Snapshots.Find(s => s.Name == name)
                ?? throw ApiException.Failure($"snapshot '{name}' does not exist");
            return ConfigValues.ToJson(snapshot.Config);
        }
        var config = ConfigValues.ToJson(call.IsSet("current") ? container.Config : container.Planned());
        config["digest"] = container.Digest;
        return config;
    }

    private static JsonArray Pending(ApiCall call)
    {
        var container = call.Container;
        var entries = new JsonArray();
        foreach (var key in container.Config.Keys.Union(container.Pending.Keys))
        {
            var entry = new JsonObject { ["key"] = key };
            if (container.Config.TryGetValue(key, out var value))
                entry["value"] = ConfigValues.ToJson(key, value);
            if (container.Pending.TryGetValue(key, out var pending))
                entry["pending"] = ConfigValues.ToJson(key, pending);
            if (container.PendingDelete.Contains(key))
                entry["delete"] = 1;
            entries.Add((JsonNode)entry);
        }
        entries.Add((JsonNode)new JsonObject { ["key"] = "digest", ["value"] = container.Digest });
        return entries;
    }

    private static JsonNode? Update(ApiCall call)
    {
        var changes = call.Values
            .Where(v => v.Key is not ("node" or "vmid" or "digest" or "delete" or "revert"))
            .ToDictionary();
        var deletions = call.List("delete");
        var reversions = call.List("revert");
        foreach (var key in deletions)
        {
            if (changes.ContainsKey(key))
                throw ApiException.Parameter("delete", $"you can't use '-{key}' and -delete {key}' at the same time");
            if (!ContainerSchema.IsKnown(key))
                throw ApiException.Parameter("delete", $"unknown option '{key}'");
        }
        if (changes.Count + deletions.Count + reversions.Count == 0)
            throw ApiException.Failure("no options specified");
        var container = call.Container;
        ConfigValues.CheckRootOnly(call, changes, container.Config.GetValueOrDefault("unprivileged") == "1");
        ConfigValues.CheckBridges(call.State, call.Node, changes);
        ClusterState.DemandUnlocked(container);
        if (call.Optional("digest") is { } digest && digest != container.Digest)
            throw ApiException.Failure("detected modified configuration - file changed by other user? Try again.");
        foreach (var key in changes.Keys.Concat(deletions).Where(k => k is "unprivileged"))
            throw ApiException.Failure($"unable to modify read-only option: '{key}'");

        ConfigChange.Apply(call.State, container, changes, deletions, reversions);
        return Unplugged(call, container) is { } errors ? throw ApiException.Parameters(errors) : null;
    }

    /// <summary>A running container cannot be plugged into a bridge that is not there; the change waits for the next start.</summary>
    private static Dictionary<string, string>? Unplugged(ApiCall call, ContainerState container)
    {
        var changed = container.IsRunning ? call.Values.Keys.Where(ContainerSchema.IsNet).ToList() : [];
        foreach (var key in changed)
        {
            if (ConfigValues.MissingBridge(call.State, call.Node, container.Config.Where(entry => entry.Key == key)) is not { } bridge)
                continue;
            container.Pending[key] = container.Config[key];
            container.Config.Remove(key);
            return new Dictionary<string, string> { [key] = $"unable to hotplug {key}: bridge '{bridge}' does not exist" };
        }
        return null;
    }
}
