using System.Text.Json.Nodes;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>The entries of /cluster/resources, which lag behind as those of the statistics daemon do.</summary>
internal static class ResourceEntries
{
    private const long RunningMemory = 50_000_000;

    public static JsonObject Container(ClusterState state, ContainerState container)
    {
        var node = state.Nodes.Find(n => n.Name == container.Node);
        var now = DateTime.UtcNow;
        var entry = new JsonObject
        {
            ["id"] = $"lxc/{container.VmId}",
            ["type"] = "lxc",
            ["vmid"] = container.VmId,
            ["node"] = container.Node,
            ["status"] = "unknown",
        };
        if (node?.IsOnline != true || now - container.Created < state.Options.ResourcesDelay)
            return entry;

        var isStale = now - container.StatusChanged < state.Options.ResourcesDelay;
        var running = container.IsRunning != isStale;
        entry["status"] = running ? "running" : "stopped";
        entry["name"] = container.Hostname;
        entry["template"] = container.IsTemplate ? 1 : 0;
        entry["uptime"] = container.Uptime;
        entry["cpu"] = running ? 0.01 : 0;
        entry["maxcpu"] = ContainerStatus.Number(container, "cores") ?? node.Node.Cores;
        entry["mem"] = running ? RunningMemory : 0;
        entry["memhost"] = running ? RunningMemory : 0;
        entry["maxmem"] = ContainerStatus.MaxMemory(container);
        entry["disk"] = running ? ContainerStatus.RunningDiskUse : 0;
        entry["maxdisk"] = ContainerStatus.MaxDisk(state, container);
        entry["diskread"] = 0;
        entry["diskwrite"] = 0;
        entry["netin"] = 0;
        entry["netout"] = 0;
        if (container.Config.TryGetValue("tags", out var tags))
            entry["tags"] = tags;
        if (container.Lock is { } held)
            entry["lock"] = held;
        return entry;
    }

    public static JsonObject Storage(NodeState node, StorageState storage)
    {
        var entry = new JsonObject
        {
            ["id"] = $"storage/{node.Name}/{storage.Id}",
            ["type"] = "storage",
            ["storage"] = storage.Id,
            ["node"] = node.Name,
            ["status"] = node.IsOnline ? "available" : "unknown",
            ["plugintype"] = storage.Type,
            ["content"] = storage.Content,
            ["shared"] = storage.IsShared ? 1 : 0,
        };
        if (node.IsOnline)
        {
            entry["disk"] = storage.UsedOn(node.Name);
            entry["maxdisk"] = storage.Total;
        }
        return entry;
    }

    public static JsonObject Network(NodeState node) => new()
    {
        ["id"] = $"network/{node.Name}/zone/localnetwork",
        ["type"] = "network",
        ["node"] = node.Name,
        ["network"] = "localnetwork",
        ["network-type"] = "zone",
        ["status"] = "ok",
    };
}
