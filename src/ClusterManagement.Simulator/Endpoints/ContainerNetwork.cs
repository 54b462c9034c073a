using System.Text.Json.Nodes;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>The network interfaces inside a running container.</summary>
internal static class ContainerNetwork
{
    private const string DhcpPrefix = "24";

    public static JsonArray Interfaces(ClusterState state, ContainerState container)
    {
        var interfaces = new JsonArray(Interface("lo", "00:00:00:00:00:00", "127.0.0.1/8", "::1/128"));
        var settled = DateTime.UtcNow - container.StatusChanged >= state.Options.AddressDelay;
        foreach (var (key, value) in container.Config.Where(c => ContainerSchema.IsNet(c.Key)))
        {
            var net = ConfigValues.ParseNet(state, key, value);
            if (net.GetValueOrDefault("link_down") == "1" || !net.TryGetValue("hwaddr", out var mac))
                continue;
            var address = settled ? Address(state, net.GetValueOrDefault("ip"), mac) : null;
            interfaces.Add((JsonNode)Interface(net["name"], mac.ToLowerInvariant(), address, $"{LinkLocal(mac)}/64"));
        }
        return interfaces;
    }

    private static string? Address(ClusterState state, string? ip, string mac) => ip switch
    {
        null or "manual" => null,
        "dhcp" => state.Addresses.Lease(mac, StaticAddresses(state)) is { } leased ? $"{leased}/{DhcpPrefix}" : null,
        _ => ip,
    };

    private static HashSet<string> StaticAddresses(ClusterState state) => state.Containers.Values
        .SelectMany(c => c.Config.Where(entry => ContainerSchema.IsNet(entry.Key)))
        .Select(entry => ConfigValues.ParseNet(state, entry.Key, entry.Value).GetValueOrDefault("ip", "").Split('/')[0])
        .ToHashSet();

    private static JsonObject Interface(string name, string mac, string? inet, string inet6)
    {
        var addresses = new JsonArray();
        if (inet is not null)
            addresses.Add((JsonNode)AddressEntry(inet, "inet"));
        addresses.Add((JsonNode)AddressEntry(inet6, "inet6"));
        var entry = new JsonObject
        {
            ["name"] = name,
            ["hwaddr"] = mac,
            ["hardware-address"] = mac,
            ["inet6"] = inet6,
            ["ip-addresses"] = addresses,
        };
        if (inet is not null)
            entry["inet"] = inet;
        return entry;
    }

    private static JsonObject AddressEntry(string cidr, string type)
    {
        var parts = cidr.Split('/');
        return new JsonObject { ["ip-address"] = parts[0], ["prefix"] = parts[1], ["ip-address-type"] = type };
    }

    /// <summary>EUI-64: the MAC address with ff:fe in the middle and the universal bit flipped.</summary>
    private static string LinkLocal(string mac)
    {
        var b = mac.Split(':').Select(part => Convert.ToByte(part, 16)).ToArray();
        var text = $"fe80::{(b[0] ^ 2) << 8 | b[1]:x}:{b[2] << 8 | 0xff:x}:{0xfe00 | b[3]:x}:{b[4] << 8 | b[5]:x}";
        return System.Net.IPAddress.Parse(text).ToString();
    }
}
