using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>Reads and normalises configuration values the way Proxmox VE stores them.</summary>
internal static class ConfigValues
{
    private const string MacPrefix = "BC:24:11";
    private const int BridgeMtu = 1500;

    public static JsonNode ToJson(string key, string value) =>
        ContainerSchema.IsNumber(key) && decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(value);

    public static JsonObject ToJson(IEnumerable<KeyValuePair<string, string>> config) =>
        new(config.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)ToJson(c.Key, c.Value))));

    /// <summary>Normalises a value that names no volume.</summary>
    public static string Normalise(ClusterState state, string key, string value) => key switch
    {
        "tags" => string.Join(';', Lists.Split(value).Select(t => t.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)),
        "description" => value.EndsWith('\n') ? value : value + "\n",
        "nameserver" or "searchdomain" => string.Join(' ', Lists.Split(value)),
        _ when ContainerSchema.IsNet(key) => Net(state, key, value),
        _ => value,
    };

    public static Dictionary<string, string> ParseNet(ClusterState state, string key, string value) =>
        ContainerSchema.Net.Parse(key, value, state.Version);

    public static Dictionary<string, string> ParseMount(ClusterState state, string key, string value) =>
        MountFormat(key).Parse(key, value, state.Version);

    public static PropertyFormat MountFormat(string key) =>
        key == "rootfs" ? ContainerSchema.RootFs : ContainerSchema.MountPoint;

    public static string NewMac()
    {
        var bytes = RandomNumberGenerator.GetBytes(3);
        return $"{MacPrefix}:{bytes[0]:X2}:{bytes[1]:X2}:{bytes[2]:X2}";
    }

    /// <summary>Replaces the MAC addresses, as a copy needs its own.</summary>
    public static void RenewMacs(ClusterState state, IDictionary<string, string> config)
    {
        foreach (var key in config.Keys.Where(ContainerSchema.IsNet).ToList())
        {
            var net = ParseNet(state, key, config[key]);
            net["hwaddr"] = NewMac();
            config[key] = ContainerSchema.Net.Print(net);
        }
    }

    /// <summary>The bridge is looked at only when an MTU is asked for; otherwise the container fails to start.</summary>
    public static void CheckBridges(ClusterState state, string node, IEnumerable<KeyValuePair<string, string>> values)
    {
        foreach (var (key, value) in values.Where(v => ContainerSchema.IsNet(v.Key)))
        {
            var net = ParseNet(state, key, value);
            if (!net.TryGetValue("mtu", out var mtu) || !net.TryGetValue("bridge", out var bridge))
                continue;
            if (!state.Known(node).Bridges.Contains(bridge))
                throw ApiException.Failure($"bridge '{bridge}' does not exist");
            if (int.Parse(mtu, CultureInfo.InvariantCulture) > BridgeMtu)
                throw ApiException.Failure($"{key}: MTU size '{mtu}' is bigger than bridge MTU '{BridgeMtu}'");
        }
    }

    /// <summary>A bridge that the configuration names and the node does not have, or null.</summary>
    public static string? MissingBridge(ClusterState state, string node, IEnumerable<KeyValuePair<string, string>> config) => config
        .Where(entry => ContainerSchema.IsNet(entry.Key))
        .Select(entry => ParseNet(state, entry.Key, entry.Value).GetValueOrDefault("bridge"))
        .FirstOrDefault(bridge => bridge is not null && !state.Known(node).Bridges.Contains(bridge));

    /// <summary>Some settings are for root@pam alone, and a token of root is not root.</summary>
    public static void CheckRootOnly(ApiCall call, IEnumerable<KeyValuePair<string, string>> values, bool unprivileged)
    {
        if (call.Identity.IsRoot)
            return;
        foreach (var (key, value) in values)
        {
            if (ContainerState.IsMountKey(key) && ParseMount(call.State, key, value)["volume"].StartsWith('/'))
            {
                var kind = value.StartsWith("/dev/", StringComparison.Ordinal) ? "device" : "bind";
                throw ApiException.Forbidden($"mount point type {kind} is only allowed for root@pam");
            }
            if (key == "features" && !unprivileged)
                throw ApiException.Forbidden("changing feature flags for privileged container is only allowed for root@pam");
            if (key == "features" && ContainerSchema.Features.Parse(key, value, call.State.Version).Keys.Any(f => f != "nesting"))
                throw ApiException.Forbidden("changing feature flags (except nesting) is only allowed for root@pam");
            if (key == "hookscript")
                throw ApiException.Forbidden("changing the hookscript is only allowed for root@pam");
            if (key.StartsWith("dev", StringComparison.Ordinal))
                throw ApiException.Forbidden("configuring device passthrough is only allowed for root@pam");
        }
    }

    private static string Net(ClusterState state, string key, string value)
    {
        var net = ParseNet(state, key, value);
        net.TryAdd("hwaddr", NewMac());
        net["hwaddr"] = net["hwaddr"].ToUpperInvariant();
        net["type"] = "veth";
        return ContainerSchema.Net.Print(net);
    }
}
