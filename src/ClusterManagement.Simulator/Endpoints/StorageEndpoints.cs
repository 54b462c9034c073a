using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>Storages and the volumes on them.</summary>
internal static class StorageEndpoints
{
    private const string One = "/nodes/{node}/storage/{storage}";
    private const string Volume = One + "/content/{volume*}";

    private static readonly string[] Types =
    [
        "btrfs", "cephfs", "cifs", "dir", "esxi", "iscsi", "iscsidirect", "lvm", "lvmthin", "nfs", "pbs", "rbd", "zfs", "zfspool",
    ];

    public static IEnumerable<Endpoint> All =>
    [
        new("GET", "/storage", Definitions) { Parameters = [Schema.OneOf("type", Types)] },
        new("GET", "/storage/{storage}", Definition),
        new("GET", "/nodes/{node}/storage", List)
        {
            Protected = true,
            Parameters =
            [
                Schema.List("content", Formats.StorageContent),
                Schema.Boolean("enabled"),
                Schema.Boolean("format"),
                Schema.Text("storage", Formats.StorageId),
                Schema.Text("target", Formats.Node),
            ],
        },
        new("GET", One + "/status", Status) { Protected = true, Privilege = "Datastore.Audit" },
        new("GET", One + "/content", Content)
        {
            Protected = true,
            Privilege = "Datastore.Audit",
            Parameters = [Schema.Text("content", Formats.StorageContent), Schema.VmId("vmid")],
        },
        new("GET", Volume, Get) { Protected = true, Privilege = "Datastore.Audit" },
        new("PUT", Volume, Update) { Protected = true, Parameters = [Schema.Text("notes"), Schema.Boolean("protected")] },
        new("DELETE", Volume, Delete) { Protected = true, Parameters = [Schema.Integer("delay", 1, 30)] },
    ];

    public static JsonObject Describe(VolumeState volume)
    {
        var entry = new JsonObject
        {
            ["volid"] = volume.VolId,
            ["content"] = volume.Content,
            ["format"] = volume.Format,
            ["size"] = volume.Size,
            ["ctime"] = volume.Created.ToUnixTimeSeconds(),
        };
        if (volume.VmId is { } vmId)
            entry["vmid"] = vmId;
        if (volume.Content == "backup")
            entry["subtype"] = "lxc";
        if (volume.Notes is not null)
            entry["notes"] = volume.Notes;
        if (volume.IsProtected)
            entry["protected"] = 1;
        return entry;
    }

    private static JsonArray Definitions(ApiCall call) => new(call.State.Storages
        .Where(s => call.Optional("type") is not { } type || s.Type == type)
        .Select(s => (JsonNode?)Define(call.State, s))
        .ToArray());

    private static JsonObject Definition(ApiCall call) => Define(call.State, call.State.Storage(call.Text("storage")));

    private static JsonObject Define(ClusterState state, StorageState storage)
    {
        var file = string.Join('\n', state.Storages.Select(s => $"{s.Type}: {s.Id} {s.Content}"));
        var entry = new JsonObject
        {
            ["storage"] = storage.Id,
            ["type"] = storage.Type,
            ["content"] = storage.Content,
            ["digest"] = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(file))),
        };
        if (storage.Type == "dir")
            entry["path"] = storage.Id == "local" ? "/var/lib/vz" : $"/mnt/{storage.Id}";
        if (storage.Type == "lvmthin")
        {
            entry["vgname"] = "pve";
            entry["thinpool"] = "data";
        }
        if (storage.IsShared)
            entry["shared"] = 1;
        return entry;
    }

    private static JsonArray List(ApiCall call)
    {
        var contents = call.List("content");
        var storages = call.State.Storages
            .Where(s => call.Identity.Has("Datastore.Audit") && s.IsOn(call.Node))
            .Where(s => contents.Count == 0 || contents.Any(s.Supports))
            .Where(s => call.Optional("storage") is not { } id || s.Id == id);
        return new JsonArray(storages.Select(s =>
        {
            var entry = Usage(call.State, s, call.Node);
            entry["storage"] = s.Id;
            if (entry["active"]!.GetValue<int>() == 1)
                entry["used_fraction"] = s.Total == 0 ? 0 : (double)s.UsedOn(call.Node) / s.Total;
            return (JsonNode?)entry;
        }).ToArray());
    }

    /// <summary>A storage that does not answer is listed without figures.</summary>
    private static JsonObject Usage(ClusterState state, StorageState storage, string node)
    {
        var isDead = state.Known(node).DeadStorages.Contains(storage.Id);
        return new JsonObject
        {
            ["type"] = storage.Type,
            ["content"] = storage.Content,
            ["active"] = isDead ? 0 : 1,
            ["enabled"] = 1,
            ["shared"] = storage.IsShared ? 1 : 0,
            ["total"] = isDead ? 0 : storage.Total,
            ["used"] = isDead ? 0 : storage.UsedOn(node),
            ["avail"] = isDead ? 0 : storage.Total - storage.UsedOn(node),
        };
    }

    private static JsonObject Status(ApiCall call) => Usage(call.State, call.State.StorageOn(call.Node, call.Text("storage")), call.Node);

    private static JsonArray Content(ApiCall call)
    {
        var volumes = call.State.AliveStorage(call.Node, call.Text("storage")).Volumes
            .Where(v => v.IsVisibleOn(call.Node))
            .Where(v => call.Optional("content") is not { } content || v.Content == content)
            .Where(v => call.Int("vmid") is not { } vmId || v.VmId == vmId)
            .OrderBy(v => v.VolId, StringComparer.Ordinal);
        return new JsonArray(volumes.Select(v => (JsonNode?)Describe(v)).ToArray());
    }

    private static VolumeState Find(ApiCall call)
    {
        var storage = call.State.AliveStorage(call.Node, call.Text("storage"));
        var name = call.Text("volume");
        var volId = name.Contains(':', StringComparison.Ordinal) ? name : $"{storage.Id}:{name}";
        return storage.Find(call.Node, volId) ?? throw ApiException.Failure($"volume '{volId}' does not exist");
    }

    private static JsonObject Get(ApiCall call)
    {
        var volume = Find(call);
        var entry = new JsonObject
        {
            ["path"] = $"/var/lib/vz/{volume.Name}",
            ["size"] = volume.Size,
            ["used"] = volume.Size,
            ["format"] = volume.Format,
        };
        if (volume.Notes is not null)
            entry["notes"] = volume.Notes;
        if (volume.IsProtected)
            entry["protected"] = 1;
        return entry;
    }

    private static JsonNode? Update(ApiCall call)
    {
        call.Demand("Datastore.AllocateSpace");
        var volume = Find(call);
        volume.Notes = call.Optional("notes") ?? volume.Notes;
        volume.IsProtected = call.Flag("protected") ?? volume.IsProtected;
        return null;
    }

    private static JsonNode Delete(ApiCall call)
    {
        call.Demand("Datastore.AllocateSpace");
        var volume = Find(call);
        var id = volume.VmId is { } vmId ? $"{vmId}@{volume.Storage}" : $"@{volume.Storage}";
        return call.State.Tasks.Start(call, call.Node, "imgdel", id, null, new TaskWork
        {
            Complete = task =>
            {
                if (volume.IsProtected)
                    throw new TaskFailedException($"cannot remove protected volume '{volume.Name}' on '{volume.Storage}'");
                MountPoints.Free(call.State, volume);
                task.Log.Add($"Removed volume '{volume.VolId}'");
            },
        });
    }
}
