using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>Backups of containers.</summary>
internal static class BackupEndpoints
{
    private const long ArchiveSize = 512L << 20;

    private static readonly string[] RootOnly = ["tmpdir", "dumpdir", "script", "job-id"];

    public static IEnumerable<Endpoint> All =>
    [
        new("POST", "/nodes/{node}/vzdump", Backup)
        {
            Protected = true,
            Quorum = QuorumNeed.Task,
            Parameters =
            [
                Schema.List("vmid", Formats.VmId),
                Schema.Boolean("all"),
                Schema.Integer("bwlimit", 0),
                Schema.OneOf("compress", "0", "1", "gzip", "lzo", "zstd"),
                Schema.Text("dumpdir"),
                Schema.List("exclude", Formats.VmId),
                Schema.List("exclude-path"),
                Schema.Text("fleecing"),
                Schema.Integer("ionice", 0, 8),
                Schema.Pattern("job-id", @"\S+") with { MaximumLength = 50 },
                Schema.Integer("lockwait", 0),
                Schema.OneOf("mailnotification", "always", "failure"),
                Schema.List("mailto"),
                Schema.OneOf("mode", "snapshot", "suspend", "stop"),
                Schema.Text("notes-template", max: 1024) with { Requires = "storage" },
                Schema.OneOf("notification-mode", "auto", "legacy-sendmail", "notification-system"),
                Schema.OneOf("pbs-change-detection-mode", "legacy", "data", "metadata"),
                Schema.Text("performance"),
                Schema.Integer("pigz"),
                Schema.Text("pool"),
                Schema.Boolean("protected") with { Requires = "storage" },
                Schema.Text("prune-backups"),
                Schema.Boolean("quiet"),
                Schema.Boolean("remove"),
                Schema.Text("script"),
                Schema.Boolean("stdexcludes"),
                Schema.Boolean("stdout"),
                Schema.Boolean("stop"),
                Schema.Integer("stopwait", 0),
                Schema.Text("storage", Formats.StorageId),
                Schema.Text("tmpdir"),
                Schema.Integer("zstd"),
            ],
        },
        new("GET", "/nodes/{node}/vzdump/extractconfig", ExtractConfig)
        {
            Protected = true,
            Parameters = [Schema.Text("volume").Required()],
        },
        new("GET", "/nodes/{node}/vzdump/defaults", Defaults) { Parameters = [Schema.Text("storage", Formats.StorageId)] },
    ];

    private static JsonNode Backup(ApiCall call)
    {
        call.Demand("VM.Backup");
        if (!call.Identity.IsRoot && Array.Find(RootOnly, call.Values.ContainsKey) is { } option)
            throw ApiException.Parameter(option, "Only root may set this option.");
        var ids = call.List("vmid").Select(int.Parse).ToList();
        if (ids.Count == 0 && !call.IsSet("all"))
            throw ApiException.Parameter("vmid", "property is missing");
        if (ids.Count == 0)
            ids.AddRange(call.State.Containers.Values.Where(c => c.Node == call.Node).Select(c => c.VmId));
        var storage = call.State.Storage(call.Optional("storage") ?? "local");
        var single = ids.Count == 1 ? ids[0] : (int?)null;
        var locked = new List<ContainerState>();
        var holders = new Dictionary<int, string>();
        return call.State.Tasks.Start(call, call.Node, "vzdump", single is { } id ? $"{id}" : "", single, new TaskWork
        {
            Begin = task => Begin(call, task, ids, storage, locked, holders),
            Complete = task =>
            {
                Unlock(locked);
                Complete(call, task, ids, storage, holders);
            },
            Undo = _ => Unlock(locked),
        });
    }

    private static void Begin(
        ApiCall call, TaskState task, List<int> ids, StorageState storage, List<ContainerState> locked, Dictionary<int, string> holders)
    {
        task.Log.Add($"INFO: starting new backup job: vzdump {string.Join(' ', ids)} --node {call.Node} --storage {storage.Id}");
        if (!storage.Supports("backup"))
            throw new TaskFailedException($"could not get storage information for '{storage.Id}': storage does not support backups");
        foreach (var id in ids)
        {
            if (!call.State.Containers.TryGetValue(id, out var container) || container.Node != call.Node)
                continue;
            if (container.Lock is { } holder)
            {
                holders[id] = holder;
                continue;
            }
            container.Lock = "backup";
            locked.Add(container);
        }
    }

    private static void Unlock(List<ContainerState> locked)
    {
        locked.ForEach(container => container.Lock = null);
        locked.Clear();
    }

    private static void Complete(ApiCall call, TaskState task, List<int> ids, StorageState storage, Dictionary<int, string> holders)
    {
        var failed = false;
        foreach (var id in ids)
        {
            if (call.State.Containers.TryGetValue(id, out var container)
                && container.Node == call.Node
                && !holders.ContainsKey(id)
                && storage.HasRoom(call.Node, ArchiveSize))
            {
                Write(call, task, container, storage);
            }
            else
            {
                var reason = container is null || container.Node != call.Node ? $"unable to find VM '{id}'"
                    : holders.TryGetValue(id, out var holder) ? $"CT is locked ({holder})"
                    : "no space left on device";
                task.Log.Add($"ERROR: Backup of VM {id} failed - {reason}");
                failed = true;
            }
        }
        task.Log.Add(failed ? "INFO: Backup job finished with errors" : "INFO: Backup job finished successfully");
        if (failed)
            throw new TaskFailedException("job errors");
    }

    private static void Write(ApiCall call, TaskState task, ContainerState container, StorageState storage)
    {
        var extension = call.Optional("compress") switch
        {
            "zstd" => "tar.zst",
            "gzip" or "1" => "tar.gz",
            "lzo" => "tar.lzo",
            _ => "tar",
        };
        var name = $"vzdump-lxc-{container.VmId}-{DateTime.UtcNow:yyyy_MM_dd-HH_mm_ss}.{extension}";
        task.Log.Add($"INFO: Starting Backup of VM {container.VmId} (lxc)");
        task.Log.Add($"INFO: status = {container.Status}");
        task.Log.Add($"INFO: backup mode: {call.Optional("mode") ?? "snapshot"}");
        task.Log.Add($"INFO: creating vzdump archive '/var/lib/vz/dump/{name}'");
        var config = new Dictionary<string, string>(container.Config);
        var volume = storage.Add(call.Node, $"backup/{name}", "backup", ArchiveSize, extension, container.VmId, config);
        volume.Notes = call.Optional("notes-template");
        volume.IsProtected = call.IsSet("protected");
        task.Log.Add($"INFO: Finished Backup of VM {container.VmId} (00:00:00)");
    }

    /// <summary>The configuration in a backup, as the file in the archive has it: a line each, the description in comments.</summary>
    private static JsonNode ExtractConfig(ApiCall call)
    {
        call.Demand("VM.Backup");
        var name = call.Text("volume");
        var volume = call.State.StorageOf(name).Find(call.Node, name);
        if (volume is not { Content: "backup" })
            throw ApiException.Failure($"volume '{name}' does not exist");
        var lines = (volume.SavedConfig ?? new Dictionary<string, string>()).SelectMany(option => option.Key == "description"
            ? option.Value.TrimEnd('\n').Split('\n').Select(line => $"#{Uri.EscapeDataString(line)}")
            : [$"{option.Key}: {option.Value}"]);
        return JsonValue.Create(string.Join('\n', lines) + "\n");
    }

    private static JsonObject Defaults(ApiCall call) => new()
    {
        ["all"] = 0,
        ["bwlimit"] = 0,
        ["compress"] = "0",
        ["dumpdir"] = "/var/lib/vz/dump",
        ["fleecing"] = new JsonObject { ["enabled"] = 0 },
        ["ionice"] = 7,
        ["lockwait"] = 180,
        ["mailnotification"] = "always",
        ["mode"] = "snapshot",
        ["notification-mode"] = "auto",
        ["performance"] = new JsonObject { ["max-workers"] = 16, ["pbs-entries-max"] = 1048576 },
        ["pigz"] = 0,
        ["prune-backups"] = "keep-all=1",
        ["quiet"] = 0,
        ["remove"] = 1,
        ["stdexcludes"] = 1,
        ["stop"] = 0,
        ["stopwait"] = 10,
        ["storage"] = call.State.Storage(call.Optional("storage") ?? "local").Id,
        ["zstd"] = 1,
    };
}
