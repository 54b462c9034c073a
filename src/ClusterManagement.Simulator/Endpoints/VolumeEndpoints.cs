using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>The volumes of a container: resize, move, and what can be done with them.</summary>
internal static class VolumeEndpoints
{
    private static readonly string[] Disks = ["rootfs", .. Enumerable.Range(0, 256).Select(n => $"mp{n}")];
    private static readonly string[] Unused = [.. Enumerable.Range(0, 256).Select(n => $"unused{n}")];

    public static IEnumerable<Endpoint> All =>
    [
        new("PUT", "/nodes/{node}/lxc/{vmid}/resize", Resize)
        {
            Protected = true,
            Privilege = "VM.Config.Disk",
            Quorum = QuorumNeed.Task,
            Parameters =
            [
                Schema.OneOf("disk", Disks).Required(),
                Schema.Pattern("size", @"\+?\d+(\.\d+)?[KMGT]?").Required(),
                Schema.Text("digest", max: 40),
            ],
        },
        new("POST", "/nodes/{node}/lxc/{vmid}/move_volume", Move)
        {
            Protected = true,
            Privilege = "VM.Config.Disk",
            Quorum = QuorumNeed.Task,
            Parameters =
            [
                Schema.OneOf("volume", [.. Disks, .. Unused]).Required(),
                Schema.Text("storage", Formats.StorageId),
                Schema.Boolean("delete"),
                Schema.Number("bwlimit", 0),
                Schema.Text("digest", max: 40),
                Schema.Text("target-digest", max: 40),
                Schema.VmId("target-vmid"),
                Schema.OneOf("target-volume", [.. Disks, .. Unused]),
            ],
        },
        new("GET", "/nodes/{node}/lxc/{vmid}/feature", Feature)
        {
            Protected = true,
            Privilege = "VM.Audit",
            Parameters =
            [
                Schema.OneOf("feature", "snapshot", "clone", "copy").Required(),
                Schema.Text("snapname", Formats.ConfigId, max: 40),
            ],
        },
        new("POST", "/nodes/{node}/lxc/{vmid}/template", MakeTemplate) { Protected = true, Privilege = "VM.Allocate", Quorum = QuorumNeed.Request },
    ];

    /// <summary>Bind mounts and storages without snapshots are in the way.</summary>
    public static bool CanSnapshot(ClusterState state, ContainerState container) => container.MountKeys
        .Select(key => MountPoints.Find(state, container, key))
        .All(volume => volume is not null && state.Storage(volume.Storage).CanSnapshot);

    private static void CheckDigest(ApiCall call, ContainerState container)
    {
        if (call.Optional("digest") is { } digest && digest != container.Digest)
            throw ApiException.Failure("detected modified configuration - file changed by other user? Try again.");
    }

    private static JsonNode Resize(ApiCall call)
    {
        var container = call.Container;
        ClusterState.DemandUnlocked(container);
        CheckDigest(call, container);
        var disk = call.Text("disk");
        if (!container.Config.ContainsKey(disk))
        {
            const string missing = "property is missing and it is not optional";
            throw new ApiException(500, "format error", new Dictionary<string, string> { ["volume"] = missing, ["mp"] = missing });
        }
        var volume = MountPoints.Find(call.State, container, disk)
            ?? throw ApiException.Failure($"can't resize mount point {disk} - it is a bind mount");
        var text = call.Text("size");
        var size = text[0] == '+' ? volume.Size + DiskSize.Parse(text[1..]) : DiskSize.Parse(text);
        if (size < volume.Size)
            throw ApiException.Failure("unable to shrink disk size");
        if (size == volume.Size)
            throw ApiException.Failure("disk is already at specified size");
        return call.State.Tasks.Start(call, call.Node, "resize", $"{container.VmId}", container.VmId, new TaskWork
        {
            Complete = task =>
            {
                if (!call.State.Storage(volume.Storage).HasRoom(call.Node, size - volume.Size))
                    throw new TaskFailedException("no space left on device");
                volume.Size = size;
                MountPoints.Point(call.State, container.Config, disk, volume);
                task.Log.Add($"  Size of logical volume pve/{volume.Name} changed.");
                task.Log.Add($"  Logical volume pve/{volume.Name} successfully resized.");
            },
        });
    }

    private static JsonNode Move(ApiCall call)
    {
        var container = call.Container;
        ClusterState.DemandUnlocked(container);
        CheckDigest(call, container);
        if (container.IsRunning)
            throw ApiException.Failure("cannot move volumes of a running container");
        var key = call.Text("volume");
        if (!container.Config.ContainsKey(key) || !ContainerState.IsMountKey(key))
            throw ApiException.Failure($"volume '{key}' does not exist");
        var target = call.Optional("storage") is { } id
            ? MountPoints.Usable(call.State.Storage(id))
            : throw ApiException.Failure("either set storage or target-vmid, but not both");
        var source = MountPoints.Find(call.State, container, key)
            ?? throw ApiException.Failure($"cannot move mount point '{key}' - type bind");
        var delete = call.IsSet("delete");
        return call.State.Tasks.Start(call, call.Node, "move_volume", $"{container.VmId}", container.VmId, new TaskWork
        {
            Complete = task => Moved(call.State, task, container, key, source, target, delete),
        });
    }

    private static void Moved(
        ClusterState state, TaskState task, ContainerState container, string key, VolumeState source, StorageState target, bool delete)
    {
        if (!target.HasRoom(container.Node, source.Size))
            throw new TaskFailedException("no space left on device");
        var copy = target.AddDisk(container.Node, container.VmId, source.Size);
        task.Log.Add(MountPoints.CreatedLine(copy));
        MountPoints.Point(state, container.Config, key, copy);
        if (delete)
        {
            MountPoints.Free(state, source);
            task.Log.Add(MountPoints.RemovedLine(source));
        }
        else
        {
            MountPoints.KeepUnused(container, source);
        }
    }

    private static JsonObject Feature(ApiCall call)
    {
        var container = call.Container;
        var has = call.Text("feature") switch
        {
            "snapshot" => CanSnapshot(call.State, container),
            "clone" => container.IsTemplate || call.Optional("snapname") is not null,
            _ => true,
        };
        return new JsonObject { ["hasFeature"] = has ? 1 : 0 };
    }

    /// <summary>Runs a task but, unlike all others, does not tell its id.</summary>
    private static JsonNode? MakeTemplate(ApiCall call)
    {
        var container = call.Container;
        ClusterState.DemandUnlocked(container);
        if (container.IsTemplate)
            throw ApiException.Failure("you can't convert a CT to template if the CT is already a template");
        if (container.Snapshots.Count > 0)
            throw ApiException.Failure("you can't convert a CT to template if the CT has snapshots");
        if (container.IsRunning)
            throw ApiException.Failure("you can't convert a CT to template if the CT is running");
        call.State.Tasks.Start(call, call.Node, "vztemplate", $"{container.VmId}", container.VmId, new TaskWork
        {
            Complete = task =>
            {
                foreach (var key in container.MountKeys.ToList())
                {
                    if (MountPoints.Find(call.State, container, key) is not { } volume)
                        continue;
                    var storage = call.State.Storage(volume.Storage);
                    MountPoints.Free(call.State, volume);
                    var baseVolume = storage.AddDisk(call.Node, container.VmId, volume.Size, "base");
                    MountPoints.Point(call.State, container.Config, key, baseVolume);
                }
                container.Config["template"] = "1";
            },
        });
        return null;
    }
}
