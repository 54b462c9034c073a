using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>Copies of containers.</summary>
internal static class CloneEndpoints
{
    public static IEnumerable<Endpoint> All =>
    [
        new("POST", "/nodes/{node}/lxc/{vmid}/clone", Clone)
        {
            Protected = true,
            Privilege = "VM.Clone",
            Quorum = QuorumNeed.Request,
            Parameters =
            [
                Schema.VmId("newid").Required(),
                Schema.Number("bwlimit", 0),
                Schema.Text("description"),
                Schema.Boolean("full"),
                Schema.Text("hostname", Formats.DnsName),
                Schema.Text("pool"),
                Schema.Text("snapname", Formats.ConfigId, max: 40),
                Schema.Text("storage", Formats.StorageId),
                Schema.Text("target", Formats.Node),
            ],
        },
    ];

    private static JsonNode Clone(ApiCall call)
    {
        var state = call.State;
        var source = call.Container;
        var newId = call.Int("newid") ?? 0;
        ClusterState.DemandUnlocked(source);
        state.DemandUnusedId(newId);
        var target = call.Optional("target") ?? call.Node;
        if (state.Nodes.TrueForAll(n => n.Name != target))
            throw ApiException.Failure($"no such cluster node '{target}'");
        var storage = call.Optional("storage") is { } id ? MountPoints.Usable(state.Storage(id)) : null;
        var config = SourceConfig(call, source);
        var linked = call.Flag("full") is { } full ? !full : source.IsTemplate;
        if (linked && !source.IsTemplate)
            throw ApiException.Failure($"Linked clone feature for '{FirstVolume(state, source)}' is not available");
        if (!linked && source.IsRunning && call.Optional("snapname") is null)
            throw ApiException.Failure("Cannot do full clones on a running container without snapshots");

        source.Lock = "disk";
        var clone = new ContainerState(newId, target) { Lock = "create" };
        state.Containers.Add(newId, clone);
        var allocated = new List<VolumeState>();
        return state.Tasks.Start(call, call.Node, "vzclone", $"{source.VmId}", source.VmId, new TaskWork
        {
            Complete = task =>
            {
                task.Log.Add($"creating a clone of container {source.VmId} with ID {newId}");
                Copy(state, task, (source, config), clone, storage, linked, allocated);
                task.Log.Add("Detected container architecture: amd64");
                config["hostname"] = call.Optional("hostname") ?? config.GetValueOrDefault("hostname") ?? $"CT{newId}";
                if (call.Optional("description") is { } description)
                    config["description"] = ConfigValues.Normalise(state, "description", description);
                ConfigValues.RenewMacs(state, config);
                clone.Replace(config);
                source.Lock = null;
            },
            Undo = _ =>
            {
                allocated.ForEach(volume => MountPoints.Free(state, volume));
                state.Containers.Remove(newId);
                source.Lock = null;
            },
            Interrupted = "clone failed: received interrupt",
        });
    }

    private static Dictionary<string, string> SourceConfig(ApiCall call, ContainerState source)
    {
        IEnumerable<KeyValuePair<string, string>> config = source.Config;
        if (call.Optional("snapname") is { } name)
        {
            config = source.Snapshots.Find(s => s.Name == name)?.Config
                ?? throw ApiException.Failure($"snapshot '{name}' does not exist");
        }
        return config
            .Where(c => c.Key is not ("lock" or "template") && !c.Key.StartsWith("unused", StringComparison.Ordinal))
            .ToDictionary();
    }

    private static string FirstVolume(ClusterState state, ContainerState source) =>
        source.MountKeys.Select(key => MountPoints.Find(state, source, key)?.VolId).FirstOrDefault(v => v is not null) ?? "rootfs";

    private static void Copy(
        ClusterState state,
        TaskState task,
        (ContainerState Container, Dictionary<string, string> Config) source,
        ContainerState clone,
        StorageState? target,
        bool linked,
        List<VolumeState> allocated)
    {
        foreach (var key in source.Config.Keys.Where(ContainerState.IsMountKey).OrderByDescending(k => k).ToList())
        {
            if (MountPoints.Find(state, source.Container, key) is not { } volume)
                continue;
            task.Log.Add(linked
                ? $"create linked clone of mount point {key} ({volume.VolId})"
                : $"create full clone of mountpoint {key} ({volume.VolId})");
            var storage = target ?? state.Storage(volume.Storage);
            if (!storage.HasRoom(clone.Node, linked ? 0 : volume.Size))
                throw new TaskFailedException("clone failed: no space left on device");
            var copy = storage.AddDisk(clone.Node, clone.VmId, volume.Size);
            allocated.Add(copy);
            task.Log.Add(MountPoints.CreatedLine(copy));
            if (!linked)
                task.Log.Add(MountPoints.FormattedLine(copy));
            MountPoints.Point(state, source.Config, key, copy);
        }
    }
}
