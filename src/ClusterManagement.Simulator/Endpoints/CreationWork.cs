using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>The task that creates or restores a container.</summary>
internal sealed class CreationWork(ApiCall call, ContainerState container, Dictionary<string, string> settings)
{
    private const string DefaultEntryPoint = "/bin/sh";

    private readonly ClusterState _state = call.State;
    private readonly List<VolumeState> _volumes = [];
    private readonly string _template = call.Text("ostemplate");
    private readonly bool _restore = call.IsSet("restore");
    private readonly bool _startAfterwards = call.IsSet("start");
    private readonly Dictionary<string, string> _mounts = [];

    public TaskWork Work => new()
    {
        Begin = Begin,
        Complete = Complete,
        Undo = Undo,
        Interrupted = $"unable to {Verb} CT {container.VmId} - received interrupt",
    };

    private string Verb => _restore ? "restore" : "create";

    private VolumeState? Template => _state.StorageOf(_template).Find(container.Node, _template);

    private bool IsOci => _template.EndsWith(".tar", StringComparison.Ordinal) && !_restore;

    private void Begin(TaskState task)
    {
        if (_restore)
            task.Log.Add($"recovering backed-up configuration from '{_template}'");
        foreach (var (key, value) in RequestedMounts())
        {
            var known = _volumes.Count;
            try
            {
                _mounts[key] = MountPoints.Allocate(_state, container, key, value, _volumes);
            }
            catch (TaskFailedException failure)
            {
                throw new TaskFailedException($"unable to {Verb} CT {container.VmId} - {failure.Message}");
            }
            foreach (var volume in _volumes.Skip(known))
            {
                task.Log.Add(MountPoints.CreatedLine(volume));
                task.Log.Add(MountPoints.FormattedLine(volume));
            }
        }
        if (Template is null)
            return;
        if (_restore)
            task.Log.Add($"restoring '{_template}' now..");
        task.Log.Add(IsOci ? "Detected OCI archive" : $"extracting archive '{ArchivePath}'");
    }

    private string ArchivePath => _restore
        ? $"/var/lib/vz/dump/{_template[(_template.IndexOf('/') + 1)..]}"
        : $"/var/lib/vz/template/cache/{_template[(_template.IndexOf('/') + 1)..]}";

    /// <summary>The root file system comes first, so that it gets the first number.</summary>
    private IEnumerable<KeyValuePair<string, string>> RequestedMounts()
    {
        var saved = _restore ? Template?.SavedConfig : null;
        var storage = call.Optional("storage") ?? "local";
        var root = settings.GetValueOrDefault("rootfs") ?? $"{storage}:{SavedSize(saved, "rootfs") ?? "4"}";
        yield return KeyValuePair.Create("rootfs", root);
        foreach (var mount in settings.Where(s => s.Key != "rootfs" && ContainerState.IsMountKey(s.Key)).OrderBy(s => s.Key))
            yield return mount;
        foreach (var (key, value) in saved ?? new Dictionary<string, string>())
        {
            if (key == "rootfs" || !ContainerState.IsMountKey(key) || settings.ContainsKey("rootfs"))
                continue;
            var parts = ConfigValues.ParseMount(_state, key, value);
            if (!parts["volume"].StartsWith('/'))
                parts["volume"] = $"{storage}:{SavedSize(saved, key)}";
            yield return KeyValuePair.Create(key, ContainerSchema.MountPoint.Print(parts));
        }
    }

    private string? SavedSize(IReadOnlyDictionary<string, string>? saved, string key) =>
        saved?.TryGetValue(key, out var value) == true && ConfigValues.ParseMount(_state, key, value).TryGetValue("size", out var size)
            ? ((decimal)DiskSize.Parse(size) / (1L << 30)).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private void Complete(TaskState task)
    {
        var template = Template
            ?? throw new TaskFailedException($"unable to {Verb} CT {container.VmId} - volume '{_template}' does not exist");
        if (!IsOci)
            task.Log.Add("Total bytes read: 536842240 (512MiB, 211MiB/s)");
        if (_restore)
            task.Log.Add("merging backed-up and given configuration..");
        task.Log.Add("Detected container architecture: amd64");
        container.Replace(FinalConfig(template));
        if (_startAfterwards)
            PowerEndpoints.Boot(_state, task, container);
    }

    private Dictionary<string, string> FinalConfig(VolumeState template)
    {
        var config = ContainerDefaults.For(container.VmId);
        config["ostype"] = ContainerDefaults.SystemOf(_template);
        if (_state.Version < Schema.Version9)
            config.Remove("unprivileged");
        foreach (var (key, value) in template.SavedConfig ?? new Dictionary<string, string>())
        {
            if (!ContainerState.IsMountKey(key))
                config[key] = value;
        }
        if (call.IsSet("unique"))
            ConfigValues.RenewMacs(_state, config);
        foreach (var (key, value) in settings)
            config[key] = ConfigValues.Normalise(_state, key, value);
        foreach (var (key, value) in _mounts)
            config[key] = value;
        if (config.GetValueOrDefault("unprivileged") == "0")
            config.Remove("unprivileged");
        if (IsOci)
            config["entrypoint"] = OciImages.EntryPoint(_template) ?? config.GetValueOrDefault("entrypoint", DefaultEntryPoint);
        return config;
    }

    private void Undo(TaskState task)
    {
        foreach (var volume in _volumes)
        {
            MountPoints.Free(_state, volume);
            task.Log.Add(MountPoints.RemovedLine(volume));
        }
        _state.Containers.Remove(container.VmId);
    }
}
