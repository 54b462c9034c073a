using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>What concerns the cluster as a whole.</summary>
internal static class ClusterEndpoints
{
    public const string RepositoryId = "14a22df3";

    private const int FirstVmId = 100;

    public static IEnumerable<Endpoint> All =>
    [
        new("GET", "/version", call => Version(call.State)),
        new("GET", "/cluster/nextid", NextId) { Parameters = [Schema.VmId("vmid")] },
        new("GET", "/cluster/status", Status) { Protected = true, Privilege = "Sys.Audit" },
        new("GET", "/cluster/resources", Resources) { Parameters = [Schema.OneOf("type", "vm", "storage", "node", "sdn")] },
        new("GET", "/pools", _ => new JsonArray()) { Parameters = [Schema.Text("poolid"), Schema.OneOf("type", "qemu", "lxc", "storage")] },
    ];

    public static JsonObject Version(ClusterState state) => new()
    {
        ["version"] = state.Options.Version,
        ["release"] = state.Version.ToString(2),
        ["repoid"] = RepositoryId,
    };

    private static JsonNode NextId(ApiCall call)
    {
        if (call.Int("vmid") is { } wanted)
        {
            return call.State.Containers.ContainsKey(wanted)
                ? throw ApiException.Parameter("vmid", $"VM {wanted} already exists")
                : JsonValue.Create($"{wanted}");
        }
        var next = FirstVmId;
        while (call.State.Containers.ContainsKey(next))
            next++;
        return JsonValue.Create($"{next}");
    }

    private static JsonArray Status(ApiCall call)
    {
        var state = call.State;
        var entries = new JsonArray();
        if (state.Nodes.Count > 1)
        {
            entries.Add((JsonNode)new JsonObject
            {
                ["type"] = "cluster",
                ["id"] = "cluster",
                ["name"] = "simulated",
                ["nodes"] = state.Nodes.Count,
                ["quorate"] = state.HasQuorum ? 1 : 0,
                ["version"] = state.Nodes.Count,
            });
        }
        foreach (var (index, node) in state.Nodes.Index())
        {
            entries.Add((JsonNode)new JsonObject
            {
                ["type"] = "node",
                ["id"] = $"node/{node.Name}",
                ["name"] = node.Name,
                ["ip"] = node.Node.Address,
                ["level"] = "",
                ["local"] = node == call.LocalNode ? 1 : 0,
                ["nodeid"] = state.Nodes.Count > 1 ? index + 1 : 0,
                ["online"] = node.IsOnline ? 1 : 0,
            });
        }
        return entries;
    }

    private static JsonArray Resources(ApiCall call)
    {
        var type = call.Optional("type");
        var state = call.State;
        var entries = new List<JsonNode?>();
        if (type is null or "vm" && call.Identity.Has("VM.Audit"))
            entries.AddRange(state.Containers.Values.OrderBy(c => c.VmId).Select(c => ResourceEntries.Container(state, c)));
        if (type is null or "node")
            entries.AddRange(state.Nodes.Select(n => NodeEndpoints.Summary(n)));
        if (type is null or "storage" && call.Identity.Has("Datastore.Audit"))
            entries.AddRange(state.Nodes.SelectMany(n => state.Storages.Where(s => s.IsOn(n.Name)).Select(s => ResourceEntries.Storage(n, s))));
        if (type is null or "sdn" && state.Version >= Schema.Version9)
            entries.AddRange(state.Nodes.Select(ResourceEntries.Network));
        return new JsonArray([.. entries]);
    }
}
