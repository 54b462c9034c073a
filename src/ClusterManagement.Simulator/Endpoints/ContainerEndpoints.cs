using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>Containers: list, create, look at, delete.</summary>
internal static class ContainerEndpoints
{
    public static IEnumerable<Endpoint> All =>
    [
        new("GET", "/nodes/{node}/lxc", List) { Protected = true },
        new("POST", "/nodes/{node}/lxc", ContainerCreation.Create)
        {
            Protected = true,
            Quorum = QuorumNeed.Request,
            Parameters = ContainerSchema.Create,
        },
        new("GET", "/nodes/{node}/lxc/{vmid}", Index) { Privilege = "VM.Audit" },
        new("GET", "/nodes/{node}/lxc/{vmid}/status", StatusIndex) { Privilege = "VM.Audit" },
        new("GET", "/nodes/{node}/lxc/{vmid}/status/current", Current) { Protected = true, Privilege = "VM.Audit" },
        new("GET", "/nodes/{node}/lxc/{vmid}/interfaces", Interfaces) { Protected = true, Privilege = "VM.Audit" },
        new("POST", "/nodes/{node}/lxc/{vmid}/termproxy", Terminal) { Protected = true, Privilege = "VM.Console" },
        new("DELETE", "/nodes/{node}/lxc/{vmid}", Delete)
        {
            Protected = true,
            Privilege = "VM.Allocate",
            Quorum = QuorumNeed.Task,
            Parameters = [Schema.Boolean("force"), Schema.Boolean("purge"), Schema.Boolean("destroy-unreferenced-disks")],
        },
    ];

    private static JsonArray List(ApiCall call) => new(call.State.Containers.Values
        .Where(c => c.Node == call.Node && call.Identity.Has("VM.Audit"))
        .Select(c => (JsonNode?)ContainerStatus.Of(call.State, c))
        .ToArray());

    private static JsonArray Index(ApiCall call)
    {
        _ = call.Container;
        string[] names = ["config", "status", "snapshot", "pending", "interfaces", "feature", "clone", "migrate", "resize", "template"];
        return new JsonArray(names.Select(n => (JsonNode?)new JsonObject { ["subdir"] = n }).ToArray());
    }

    private static JsonArray StatusIndex(ApiCall call)
    {
        _ = call.Container;
        string[] names = ["current", "start", "stop", "shutdown", "suspend", "resume", "reboot"];
        return new JsonArray(names.Select(n => (JsonNode?)new JsonObject { ["subdir"] = n }).ToArray());
    }

    private static JsonObject Current(ApiCall call)
    {
        var status = ContainerStatus.Of(call.State, call.Container);
        status["ha"] = new JsonObject { ["managed"] = 0 };
        return status;
    }

    private static JsonArray? Interfaces(ApiCall call) =>
        call.State.Containers.TryGetValue(call.VmId, out var container) && container.Node == call.Node && container.IsRunning
            ? ContainerNetwork.Interfaces(call.State, container)
            : null;

    /// <summary>There is no terminal behind the simulator, so the proxy never gets ready.</summary>
    private static JsonNode? Terminal(ApiCall call)
    {
        _ = call.Container;
        throw ApiException.Failure("Timeout while waiting for port '5900' to get ready!");
    }

    private static JsonNode Delete(ApiCall call)
    {
        var container = call.Container;
        if (container.IsProtected)
            throw ApiException.Failure($"can't remove CT {container.VmId} - protection mode enabled");
        ClusterState.DemandUnlocked(container);
        var force = call.IsSet("force");
        if (container.IsRunning && !force)
            throw ApiException.Failure($"unable to destroy CT {container.VmId} - container is running");
        var purge = call.IsSet("purge");
        return call.State.Tasks.Start(call, call.Node, "vzdestroy", $"{container.VmId}", container.VmId, new TaskWork
        {
            Complete = task => Destroy(call.State, task, container, force, purge),
        });
    }

    private static void Destroy(ClusterState state, TaskState task, ContainerState container, bool force, bool purge)
    {
        if (!state.Containers.ContainsKey(container.VmId))
            throw ApiException.Failure($"Configuration file 'nodes/{container.Node}/lxc/{container.VmId}.conf' does not exist");
        ClusterState.DemandUnlocked(container);
        if (container.IsRunning)
        {
            if (!force)
                throw ApiException.Failure($"unable to destroy CT {container.VmId} - container is running");
            task.Log.Add($"forced to stop CT {container.VmId} before destroying!");
            container.Stop();
        }
        foreach (var volume in state.Storages.SelectMany(s => s.Volumes).Where(v => v.VmId == container.VmId && v.Content == "rootdir"))
            task.Log.Add(MountPoints.RemovedLine(volume));
        state.RemoveContainer(container);
        if (purge)
            task.Log.Add($"purging CT {container.VmId} from related configurations..");
    }
}
