using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>The network devices of a node: one card, and a bridge per configured name.</summary>
internal static class NetworkEndpoints
{
    private const string Card = "eno1";
    private const string Gateway = "10.0.0.1";
    private const string Prefix = "24";

    public static IEnumerable<Endpoint> All =>
    [
        new("GET", "/nodes/{node}/network", List)
        {
            Parameters =
            [
                Schema.OneOf(
                    "type", "bridge", "bond", "eth", "alias", "vlan", "fabric", "OVSBridge", "OVSBond", "OVSPort", "OVSIntPort", "vnet",
                    "any_bridge", "any_local_bridge", "include_sdn"),
            ],
        },
        new("GET", "/nodes/{node}/network/{iface}", Get),
    ];

    private static IEnumerable<JsonObject> Devices(ClusterState state, string node)
    {
        yield return new JsonObject
        {
            ["iface"] = Card,
            ["type"] = "eth",
            ["exists"] = 1,
            ["method"] = "manual",
            ["method6"] = "manual",
            ["families"] = new JsonArray("inet"),
            ["priority"] = 3,
        };
        var reached = state.Reach(node);
        foreach (var (index, bridge) in reached.Bridges.Index())
            yield return index == 0 ? UplinkBridge(bridge, reached.Node.Address) : InnerBridge(bridge, index);
    }

    private static JsonObject Bridge(string name, int priority) => new()
    {
        ["iface"] = name,
        ["type"] = "bridge",
        ["autostart"] = 1,
        ["method6"] = "manual",
        ["families"] = new JsonArray("inet"),
        ["bridge_stp"] = "off",
        ["bridge_fd"] = "0",
        ["priority"] = priority,
    };

    private static JsonObject UplinkBridge(string name, string address)
    {
        var bridge = Bridge(name, 4);
        bridge["method"] = "static";
        bridge["bridge_ports"] = Card;
        bridge["address"] = address;
        bridge["netmask"] = Prefix;
        bridge["cidr"] = $"{address}/{Prefix}";
        bridge["gateway"] = Gateway;
        return bridge;
    }

    private static JsonObject InnerBridge(string name, int index)
    {
        var bridge = Bridge(name, 4 + index);
        bridge["method"] = "manual";
        bridge["bridge_ports"] = "";
        bridge["bridge_vlan_aware"] = 1;
        bridge["bridge_vids"] = "2-4094";
        return bridge;
    }

    private static JsonArray List(ApiCall call)
    {
        var wanted = call.Optional("type") switch
        {
            null or "include_sdn" => null,
            "any_bridge" or "any_local_bridge" => "bridge",
            var type => type,
        };
        var devices = Devices(call.State, call.Node).Where(d => wanted is null || d["type"]?.GetValue<string>() == wanted);
        return new JsonArray(devices.Select(d => (JsonNode?)d).ToArray());
    }

    private static JsonObject Get(ApiCall call)
    {
        var name = call.Text("iface");
        var device = Devices(call.State, call.Node).FirstOrDefault(d => d["iface"]?.GetValue<string>() == name)
            ?? throw ApiException.Parameter("iface", "interface does not exist");
        device.Remove("iface");
        return device;
    }
}
