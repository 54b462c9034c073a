using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>Snapshots of containers.</summary>
internal static class SnapshotEndpoints
{
    private const string Base = "/nodes/{node}/lxc/{vmid}/snapshot";
    private const string One = Base + "/{snapname}";

    public static IEnumerable<Endpoint> All =>
    [
        new("GET", Base, List) { Protected = true, Privilege = "VM.Audit" },
        new("POST", Base, Create)
        {
            Protected = true,
            Privilege = "VM.Snapshot",
            Quorum = QuorumNeed.Task,
            Parameters = [Schema.Text("snapname", Formats.ConfigId, max: 40).Required(), Schema.Text("description")],
        },
        new("DELETE", One, Delete)
        {
            Protected = true,
            Privilege = "VM.Snapshot",
            Quorum = QuorumNeed.Task,
            Parameters = [Schema.Boolean("force")],
        },
        new("POST", One + "/rollback", Rollback)
        {
            Protected = true,
            Privilege = "VM.Snapshot.Rollback",
            Quorum = QuorumNeed.Task,
            Parameters = [Schema.Boolean("start")],
        },
        new("GET", One + "/config", GetConfig) { Privilege = "VM.Snapshot" },
        new("PUT", One + "/config", SetConfig)
        {
            Protected = true,
            Privilege = "VM.Snapshot",
            Quorum = QuorumNeed.Request,
            Parameters = [Schema.Text("description")],
        },
    ];

    private static SnapshotState Find(ContainerState container, string name) =>
        container.Snapshots.Find(s => s.Name == name) ?? throw ApiException.Failure($"snapshot '{name}' does not exist");

    private static IEnumerable<VolumeState> Volumes(ClusterState state, ContainerState container) =>
        container.MountKeys.OrderByDescending(k => k).Select(k => MountPoints.Find(state, container, k)).OfType<VolumeState>();

    private static JsonNode Task(ApiCall call, string type, Action<TaskState, ContainerState> complete) =>
        call.State.Tasks.Start(call, call.Node, type, $"{call.VmId}", call.VmId, new TaskWork
        {
            Complete = task => complete(task, call.State.Container(call.Node, call.VmId)),
        });

    private static JsonArray List(ApiCall call)
    {
        var container = call.Container;
        var list = new JsonArray();
        foreach (var snapshot in container.Snapshots)
        {
            var entry = new JsonObject
            {
                ["name"] = snapshot.Name,
                ["snaptime"] = snapshot.Taken.ToUnixTimeSeconds(),
                ["description"] = snapshot.Description ?? "",
            };
            if (snapshot.Parent is not null)
                entry["parent"] = snapshot.Parent;
            list.Add((JsonNode)entry);
        }
        var current = new JsonObject
        {
            ["name"] = "current",
            ["description"] = "You are here!",
            ["digest"] = container.Digest,
            ["running"] = container.IsRunning ? 1 : 0,
        };
        if (container.Parent is not null)
            current["parent"] = container.Parent;
        list.Add((JsonNode)current);
        return list;
    }

    private static JsonNode Create(ApiCall call)
    {
        var name = call.Text("snapname");
        if (name == "current")
            throw ApiException.Failure("unable to use snapshot name 'current' (reserved name)");
        var description = call.Optional("description");
        return Task(call, "vzsnapshot", (task, container) =>
        {
            ClusterState.DemandUnlocked(container);
            if (container.Snapshots.Exists(s => s.Name == name))
                throw ApiException.Failure($"snapshot name '{name}' already used");
            if (!VolumeEndpoints.CanSnapshot(call.State, container))
                throw ApiException.Failure("snapshot feature is not available");
            var config = new Dictionary<string, string>(container.Config);
            config.Remove("description");
            container.Snapshots.Add(new SnapshotState(name, config, container.Parent)
            {
                Description = description is null ? null : ConfigValues.Normalise(call.State, "description", description),
            });
            container.Parent = name;
            foreach (var volume in Volumes(call.State, container))
                task.Log.Add($"  Logical volume \"snap_{volume.Name}_{name}\" created.");
        });
    }

    private static JsonNode Delete(ApiCall call)
    {
        var name = call.Text("snapname");
        return Task(call, "vzdelsnapshot", (task, container) =>
        {
            ClusterState.DemandUnlocked(container);
            var snapshot = Find(container, name);
            container.Snapshots.Remove(snapshot);
            if (container.Parent == name)
                container.Parent = snapshot.Parent;
            foreach (var volume in Volumes(call.State, container))
                task.Log.Add($"  Logical volume \"snap_{volume.Name}_{name}\" successfully removed.");
        });
    }

    private static JsonNode Rollback(ApiCall call)
    {
        var name = call.Text("snapname");
        var start = call.IsSet("start");
        return Task(call, "vzrollback", (task, container) =>
        {
            ClusterState.DemandUnlocked(container);
            var snapshot = Find(container, name);
            call.State.SetRunning(container, false);
            foreach (var volume in Volumes(call.State, container))
            {
                task.Log.Add(MountPoints.RemovedLine(volume));
                task.Log.Add(MountPoints.CreatedLine(volume));
            }

            // A snapshot has a description of its own; that of the container stays.
            var description = container.Config.Where(option => option.Key == "description").ToList();
            container.Replace(snapshot.Config.Concat(description));
            container.DropPending();
            container.Parent = name;
            MountPoints.RestoreSizes(call.State, container);
            if (start)
                call.State.SetRunning(container, true);
        });
    }

    private static JsonObject GetConfig(ApiCall call)
    {
        var snapshot = Find(call.Container, call.Text("snapname"));
        var config = ConfigValues.ToJson(snapshot.Config);
        config["snaptime"] = snapshot.Taken.ToUnixTimeSeconds();
        if (snapshot.Description is not null)
            config["description"] = snapshot.Description;
        if (snapshot.Parent is not null)
            config["parent"] = snapshot.Parent;
        return config;
    }

    private static JsonNode? SetConfig(ApiCall call)
    {
        ClusterState.DemandUnlocked(call.Container);
        var snapshot = Find(call.Container, call.Text("snapname"));
        if (call.Optional("description") is { } description)
            snapshot.Description = ConfigValues.Normalise(call.State, "description", description);
        return null;
    }
}
