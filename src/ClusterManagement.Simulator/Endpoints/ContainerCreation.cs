using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>Creates a container from a template or restores it from a backup.</summary>
internal static partial class ContainerCreation
{
    private static readonly HashSet<string> NotStored =
    [
        "node", "vmid", "ostemplate", "bwlimit", "force", "ha-managed", "ignore-unpack-errors", "password", "pool", "restore",
        "ssh-public-keys", "start", "storage", "unique", "template", "lock",
    ];

    public static JsonNode Create(ApiCall call)
    {
        var state = call.State;
        if (call.Optional("ssh-public-keys") is { } keys && !AreKeys(keys))
            throw ApiException.Failure("SSH public key validation error");
        call.Demand("VM.Allocate");
        var settings = call.Values.Where(v => !NotStored.Contains(v.Key)).ToDictionary();
        ConfigValues.CheckRootOnly(call, settings, call.Flag("unprivileged") ?? state.Version >= Schema.Version9);
        CheckStorages(call, settings);
        var restore = call.IsSet("restore");
        CheckTemplate(call, restore);
        ConfigValues.CheckBridges(state, call.Node, settings);

        var replaced = restore && call.IsSet("force") ? Replaceable(call) : null;
        if (replaced is null)
            state.DemandUnusedId(call.VmId);
        else
            state.RemoveContainer(replaced);

        var container = new ContainerState(call.VmId, call.Node) { Lock = "create" };
        state.Containers.Add(container.VmId, container);
        var work = new CreationWork(call, container, settings).Work;
        return state.Tasks.Start(call, call.Node, restore ? "vzrestore" : "vzcreate", $"{container.VmId}", container.VmId, work);
    }

    private static ContainerState? Replaceable(ApiCall call)
    {
        if (!call.State.Containers.TryGetValue(call.VmId, out var container) || container.Node != call.Node)
            return null;
        if (container.IsProtected)
            throw ApiException.Failure($"unable to restore CT {container.VmId} - protection mode enabled");
        ClusterState.DemandUnlocked(container);
        return container.IsRunning ? throw ApiException.Failure($"unable to restore CT {container.VmId} - CT is running") : container;
    }

    private static void CheckStorages(ApiCall call, Dictionary<string, string> settings)
    {
        var mounts = settings.Where(s => ContainerState.IsMountKey(s.Key)).ToList();
        if (call.Optional("storage") is not null || !settings.ContainsKey("rootfs"))
            MountPoints.Usable(call.State.AliveStorage(call.Node, call.Optional("storage") ?? "local"));
        foreach (var (key, value) in mounts)
        {
            if (MountPoints.Requested(call.State, key, value) is var (storage, _))
                MountPoints.Usable(call.State.AliveStorage(call.Node, storage.Id));
        }
    }

    private static void CheckTemplate(ApiCall call, bool restore)
    {
        var template = call.Text("ostemplate");
        if (template.Split(':', 2) is not [var storage, var name])
            throw ApiException.Failure("Only root can pass arbitrary filesystem paths. at /usr/share/perl5/PVE/Storage.pm line 651.");
        call.State.Storage(storage);
        var content = restore ? "backup" : "vztmpl";
        if (!name.StartsWith(content + "/", StringComparison.Ordinal))
            throw ApiException.Failure($"unable to use volume {template} - content type needs to be '{content}'");
    }

    private static bool AreKeys(string text) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(line => line[0] != '#')
        .All(line => PublicKey().IsMatch(line));

    [GeneratedRegex(@"^(\S+ )?(ssh-(ed25519|rsa|dss)|ecdsa-sha2-nistp(256|384|521)|sk-\S+@openssh\.com) [A-Za-z0-9+/]{40,}={0,2}( .*)?$")]
    private static partial Regex PublicKey();
}
