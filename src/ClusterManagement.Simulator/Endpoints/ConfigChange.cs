using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>Changes a configuration: at once where that is possible, otherwise at the next start.</summary>
internal static class ConfigChange
{
    private static readonly HashSet<string> WaitsForRestart =
        ["arch", "cmode", "console", "entrypoint", "env", "features", "ostype", "rootfs", "timezone", "tty"];

    private static readonly HashSet<string> DeletionWaitsForRestart = ["hostname", "memory", "nameserver", "searchdomain", "swap"];

    public static void Apply(
        ClusterState state,
        ContainerState container,
        Dictionary<string, string> changes,
        IEnumerable<string> deletions,
        IEnumerable<string> reversions)
    {
        foreach (var key in reversions)
            Revert(container, key);
        foreach (var key in deletions.Where(container.Config.ContainsKey))
            Delete(state, container, key);
        foreach (var (key, value) in changes.OrderBy(c => c.Key))
            Set(state, container, key, value);
    }

    private static void Revert(ContainerState container, string key)
    {
        container.Pending.Remove(key);
        container.PendingDelete.Remove(key);
    }

    private static void Delete(ClusterState state, ContainerState container, string key)
    {
        Revert(container, key);
        var waits = WaitsForRestart.Contains(key) || DeletionWaitsForRestart.Contains(key) || ContainerState.IsMountKey(key);
        if (container.IsRunning && waits)
            container.PendingDelete.Add(key);
        else
            Remove(state, container, key);
    }

    /// <summary>The volume of a removed mount point is kept as unused.</summary>
    private static void Remove(ClusterState state, ContainerState container, string key)
    {
        var volume = ContainerState.IsMountKey(key) ? MountPoints.Find(state, container, key) : null;
        container.Config.Remove(key);
        if (volume is not null)
            MountPoints.KeepUnused(container, volume);
    }

    private static void Set(ClusterState state, ContainerState container, string key, string value)
    {
        var stored = ContainerState.IsMountKey(key) ? Mount(state, container, key, value) : ConfigValues.Normalise(state, key, value);
        Revert(container, key);
        if (ContainerSchema.IsNet(key))
            stored = KeepMac(state, container, key, value, stored);
        if (container.IsRunning && WaitsForRestart.Contains(key))
            container.Pending[key] = stored;
        else
            container.Config[key] = stored;
    }

    private static string Mount(ClusterState state, ContainerState container, string key, string value)
    {
        try
        {
            if (MountPoints.Requested(state, key, value) is var (storage, _))
                MountPoints.Usable(storage);
            return MountPoints.Allocate(state, container, key, value, []);
        }
        catch (TaskFailedException failure)
        {
            throw ApiException.Failure(failure.Message);
        }
    }

    /// <summary>A network device keeps its address when the change names none.</summary>
    private static string KeepMac(ClusterState state, ContainerState container, string key, string value, string stored)
    {
        if (!container.Config.TryGetValue(key, out var current) || ConfigValues.ParseNet(state, key, value).ContainsKey("hwaddr"))
            return stored;
        var net = ConfigValues.ParseNet(state, key, stored);
        if (ConfigValues.ParseNet(state, key, current).TryGetValue("hwaddr", out var mac))
            net["hwaddr"] = mac;
        return ContainerSchema.Net.Print(net);
    }
}
