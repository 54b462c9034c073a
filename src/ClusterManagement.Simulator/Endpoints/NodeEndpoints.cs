using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>The nodes and their state.</summary>
internal static class NodeEndpoints
{
    private const string Kernel = "6.17.2-1-pve";
    private const string KernelBuild = "#1 SMP PREEMPT_DYNAMIC PMX 6.17.2-1";
    private const long RootTotal = 100L << 30;
    private const long RootUsed = 20L << 30;

    public static IEnumerable<Endpoint> All =>
    [
        new("GET", "/nodes", List),
        new("GET", "/nodes/{node}/status", Status) { Privilege = "Sys.Audit" },
        new("GET", "/nodes/{node}/version", call => ClusterEndpoints.Version(call.State)),
    ];

    /// <summary>The entry of a node in lists.</summary>
    public static JsonObject Summary(NodeState node)
    {
        var entry = new JsonObject
        {
            ["id"] = $"node/{node.Name}",
            ["type"] = "node",
            ["node"] = node.Name,
            ["status"] = node.IsOnline ? "online" : "offline",
        };
        if (!node.IsOnline)
            return entry;
        entry["level"] = "";
        entry["uptime"] = node.Uptime;
        entry["cpu"] = 0.02;
        entry["maxcpu"] = node.Node.Cores;
        entry["mem"] = node.MemoryUsed;
        entry["maxmem"] = node.Node.MemoryBytes;
        entry["disk"] = RootUsed;
        entry["maxdisk"] = RootTotal;
        return entry;
    }

    private static JsonArray List(ApiCall call)
    {
        var list = new JsonArray();
        foreach (var node in call.State.Nodes)
        {
            var entry = Summary(node);
            entry["ssl_fingerprint"] = node.IsOnline ? node.Fingerprint : null;
            list.Add((JsonNode)entry);
        }
        return list;
    }

    private static JsonObject Status(ApiCall call)
    {
        var node = call.State.Reach(call.Node);
        var memory = node.Node.MemoryBytes;
        return new JsonObject
        {
            ["pveversion"] = $"pve-manager/{call.State.Options.Version}/{ClusterEndpoints.RepositoryId}",
            ["kversion"] = $"Linux {Kernel} {KernelBuild}",
            ["current-kernel"] = new JsonObject
            {
                ["sysname"] = "Linux",
                ["release"] = Kernel,
                ["version"] = KernelBuild,
                ["machine"] = "x86_64",
            },
            ["boot-info"] = new JsonObject { ["mode"] = "legacy-bios" },
            ["uptime"] = node.Uptime,
            ["cpu"] = 0,
            ["idle"] = 0,
            ["wait"] = 0,
            ["loadavg"] = new JsonArray("0.18", "0.15", "0.52"),
            ["cpuinfo"] = CpuInfo(node.Node.Cores),
            ["memory"] = new JsonObject
            {
                ["total"] = memory,
                ["used"] = node.MemoryUsed,
                ["free"] = memory - node.MemoryUsed,
                ["available"] = memory - node.MemoryUsed,
            },
            ["swap"] = new JsonObject { ["total"] = 0, ["used"] = 0, ["free"] = 0 },
            ["rootfs"] = new JsonObject
            {
                ["total"] = RootTotal,
                ["used"] = RootUsed,
                ["free"] = RootTotal - RootUsed,
                ["avail"] = RootTotal - RootUsed,
            },
            ["ksm"] = new JsonObject { ["shared"] = 0 },
        };
    }

    private static JsonObject CpuInfo(int cores) => new()
    {
        ["cores"] = cores,
        ["cpus"] = cores,
        ["sockets"] = 1,
        ["model"] = "Simulated CPU",
        ["vendor"] = "GenuineIntel",
        ["family"] = "6",
        ["mhz"] = "2600.000",
        ["hvm"] = "1",
        ["user_hz"] = 100,
        ["flags"] = "fpu vme de pse tsc msr pae lm vmx",
    };
}
