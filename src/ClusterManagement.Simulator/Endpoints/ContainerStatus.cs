using System.Globalization;
using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>The state of a container as the API reports it.</summary>
internal static class ContainerStatus
{
    public const long RunningDiskUse = 412_876_800;

    private static readonly string[] Pressures =
        ["pressurecpusome", "pressurecpufull", "pressureiosome", "pressureiofull", "pressurememorysome", "pressurememoryfull"];

    public static JsonObject Of(ClusterState state, ContainerState container)
    {
        var node = state.Nodes.Find(n => n.Name == container.Node);
        var status = new JsonObject
        {
            ["vmid"] = container.VmId,
            ["type"] = "lxc",
            ["name"] = container.Hostname,
            ["status"] = container.Status,
            ["uptime"] = container.Uptime,
            ["cpu"] = 0,
            ["cpus"] = Number(container, "cores") ?? node?.Node.Cores ?? 1,
            ["mem"] = 0,
            ["maxmem"] = MaxMemory(container),
            ["swap"] = 0,
            ["maxswap"] = (Number(container, "swap") ?? 0) << 20,
            ["disk"] = container.IsRunning ? RunningDiskUse : 0,
            ["maxdisk"] = MaxDisk(state, container),
            ["diskread"] = 0,
            ["diskwrite"] = 0,
            ["netin"] = 0,
            ["netout"] = 0,
        };
        if (container.Config.TryGetValue("tags", out var tags))
            status["tags"] = tags;
        if (container.IsTemplate)
            status["template"] = 1;
        if (container.Lock is { } held)
            status["lock"] = held;
        if (!container.IsRunning)
            return status;
        status["pid"] = container.Pid;
        if (state.Version >= Schema.Version9)
        {
            foreach (var pressure in Pressures)
                status[pressure] = null;
        }
        return status;
    }

    public static long MaxMemory(ContainerState container) => (Number(container, "memory") ?? ContainerDefaults.Memory) << 20;

    public static long MaxDisk(ClusterState state, ContainerState container)
    {
        if (!container.Config.TryGetValue("rootfs", out var rootfs))
            return ContainerDefaults.RootSize;
        return ConfigValues.ParseMount(state, "rootfs", rootfs).TryGetValue("size", out var size)
            ? DiskSize.Parse(size)
            : ContainerDefaults.RootSize;
    }

    public static long? Number(ContainerState container, string key) =>
        container.Config.TryGetValue(key, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : null;
}
