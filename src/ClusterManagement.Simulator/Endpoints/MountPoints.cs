using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>Allocates and frees the volumes that a configuration names.</summary>
internal static class MountPoints
{
    /// <summary>The storage and size a value such as <c>local-lvm:8</c> asks for; null when it names something that exists.</summary>
    public static (StorageState Storage, long Size)? Requested(ClusterState state, string key, string value)
    {
        var volume = ConfigValues.ParseMount(state, key, value)["volume"];
        if (volume.StartsWith('/') || volume.Split(':', 2) is not [var storage, var size])
            return null;
        return decimal.TryParse(size, System.Globalization.CultureInfo.InvariantCulture, out _)
            ? (state.Storage(storage), DiskSize.FromGibibytes(size))
            : null;
    }

    /// <summary>Refuses a storage that cannot hold containers.</summary>
    public static StorageState Usable(StorageState storage) => storage.Supports("rootdir")
        ? storage
        : throw ApiException.Parameter("storage", $"storage '{storage.Id}' does not support container directories");

    /// <summary>Allocates what the value asks for and returns the value that is stored.</summary>
    public static string Allocate(ClusterState state, ContainerState container, string key, string value, List<VolumeState> allocated)
    {
        var parts = ConfigValues.ParseMount(state, key, value);
        if (Requested(state, key, value) is not var (storage, size))
            return ConfigValues.MountFormat(key).Print(parts);
        if (!storage.HasRoom(container.Node, size))
            throw new TaskFailedException("no space left on device");
        var volume = storage.AddDisk(container.Node, container.VmId, size);
        allocated.Add(volume);
        parts["volume"] = volume.VolId;
        parts["size"] = DiskSize.Print(size);
        return ConfigValues.MountFormat(key).Print(parts);
    }

    public static void Free(ClusterState state, VolumeState volume) => state.Storage(volume.Storage).Volumes.Remove(volume);

    /// <summary>The volume behind a mount point; null for a bind mount.</summary>
    public static VolumeState? Find(ClusterState state, ContainerState container, string key)
    {
        var volume = ConfigValues.ParseMount(state, key, container.Config[key])["volume"];
        return volume.StartsWith('/') ? null : state.StorageOf(volume).Find(container.Node, volume);
    }

    /// <summary>Writes another volume or size into a mount point.</summary>
    public static void Point(ClusterState state, IDictionary<string, string> config, string key, VolumeState volume)
    {
        var parts = ConfigValues.ParseMount(state, key, config[key]);
        parts["volume"] = volume.VolId;
        parts["size"] = DiskSize.Print(volume.Size);
        config[key] = ConfigValues.MountFormat(key).Print(parts);
    }

    /// <summary>Gives the volumes the sizes that the configuration names.</summary>
    public static void RestoreSizes(ClusterState state, ContainerState container)
    {
        foreach (var key in container.MountKeys)
        {
            if (Find(state, container, key) is { } volume
                && ConfigValues.ParseMount(state, key, container.Config[key]).TryGetValue("size", out var size))
            {
                volume.Size = DiskSize.Parse(size);
            }
        }
    }

    /// <summary>Keeps a volume that is not mounted any more under the first free number.</summary>
    public static void KeepUnused(ContainerState container, VolumeState volume)
    {
        var number = 0;
        while (container.Config.ContainsKey($"unused{number}"))
            number++;
        container.Config[$"unused{number}"] = volume.VolId;
    }

    public static string CreatedLine(VolumeState volume) => $"  Logical volume \"{volume.Name}\" created.";

    public static string RemovedLine(VolumeState volume) => $"  Logical volume \"{volume.Name}\" successfully removed.";

    public static string FormattedLine(VolumeState volume) =>
        $"Creating filesystem with {volume.Size / 4096} 4k blocks and {volume.Size / 16384} inodes";
}
