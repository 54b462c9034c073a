using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>Moving containers between nodes.</summary>
internal static class MigrationEndpoints
{
    private const string Path = "/nodes/{node}/lxc/{vmid}/migrate";

    public static IEnumerable<Endpoint> All =>
    [
        new("GET", Path, Preconditions)
        {
            Protected = true,
            Privilege = "VM.Migrate",
            Since = Schema.Version91,
            Parameters = [Schema.Text("target", Formats.Node)],
        },
        new("POST", Path, Migrate)
        {
            Protected = true,
            Privilege = "VM.Migrate",
            Quorum = QuorumNeed.Request,
            Parameters =
            [
                Schema.Text("target", Formats.Node).Required(),
                Schema.Number("bwlimit", 0),
                Schema.Boolean("online"),
                Schema.Boolean("restart"),
                Schema.Text("target-storage"),
                Schema.Integer("timeout"),
            ],
        },
    ];

    private static JsonObject Preconditions(ApiCall call)
    {
        var container = call.Container;
        var others = call.State.Nodes.Where(n => n.Name != call.Node && n.IsOnline).Select(n => (JsonNode?)n.Name);
        return new JsonObject
        {
            ["running"] = container.IsRunning ? 1 : 0,
            ["allowed-nodes"] = new JsonArray(others.ToArray()),
            ["not-allowed-nodes"] = new JsonObject(),
        };
    }

    private static JsonNode Migrate(ApiCall call)
    {
        var container = call.Container;
        var target = call.Text("target");
        if (target == call.Node)
            throw ApiException.Parameter("target", "target is local node.");
        var node = call.State.Nodes.Find(n => n.Name == target) ?? throw ApiException.Failure($"no such cluster node '{target}'");
        ClusterState.DemandUnlocked(container);
        var restart = call.IsSet("restart");
        return call.State.Tasks.Start(call, call.Node, "vzmigrate", $"{container.VmId}", container.VmId, new TaskWork
        {
            Begin = task =>
            {
                if (container.IsRunning && !restart)
                    Abort(task, "running container can only be migrated in restart mode");
                if (!node.IsOnline)
                    Abort(task, $"Can't connect to destination address using public key of node '{target}'");
                container.Lock = "migrate";
                task.Log.Add($"starting migration of CT {container.VmId} to node '{target}' ({node.Node.Address})");
            },
            Complete = task =>
            {
                var volumes = call.State.Storages.SelectMany(s => s.Volumes).Where(v => v.VmId == container.VmId && v.Content == "rootdir");
                foreach (var volume in volumes.Where(v => v.Node is not null).ToList())
                    Relocate(call, container, volume, target);
                call.State.Move(container, target);
                container.Lock = null;
                task.Log.Add("migration finished successfully (duration 00:00:01)");
            },
            Undo = _ =>
            {
                if (container.Lock == "migrate")
                    container.Lock = null;
            },
            Interrupted = "migration aborted",
        });
    }

    /// <summary>Copies a local volume to the other node, to another storage when one is named.</summary>
    private static void Relocate(ApiCall call, ContainerState container, VolumeState volume, string target)
    {
        if (call.Optional("target-storage") is not { } wanted || wanted == volume.Storage)
        {
            volume.Node = target;
            return;
        }
        var copy = MountPoints.Usable(call.State.Storage(wanted)).AddDisk(target, container.VmId, volume.Size);
        foreach (var key in container.MountKeys.Where(key => MountPoints.Find(call.State, container, key) == volume).ToList())
            MountPoints.Point(call.State, container.Config, key, copy);
        MountPoints.Free(call.State, volume);
    }

    private static void Abort(TaskState task, string reason)
    {
        task.Log.Add($"ERROR: migration aborted (duration 00:00:00): {reason}");
        throw new TaskFailedException("migration aborted");
    }
}
