using ClusterManagement.Simulator.Api;

namespace ClusterManagement.Simulator.State;

/// <summary>The state of the cluster. Everything in it is guarded by one lock.</summary>
internal sealed class ClusterState
{
    private readonly Lock _gate = new();
    private readonly DateTime _started = DateTime.UtcNow;

    public ClusterState(SimulatorOptions options)
    {
        Options = options;
        Version = Version.Parse(options.Version);
        if (options.Version is not ("9.2.11" or "9.1.2" or "8.4.5"))
            throw new ArgumentException($"Version '{options.Version}' is not simulated: use 9.2.11, 9.1.2 or 8.4.5.", nameof(options));
        if (options.Nodes.Count == 0)
            throw new ArgumentException("A cluster needs a node.", nameof(options));
        Access = new AccessState(options);
        Tasks = new TaskManager(this);
        Addresses = new AddressPool(options.DhcpRange);
        Storages = options.Storages.Select(s => new StorageState(s)).ToList();
        foreach (var node in options.Nodes)
            AddNode(node);
    }

    public SimulatorOptions Options { get; }

    public Version Version { get; }

    public AccessState Access { get; }

    public TaskManager Tasks { get; }

    public AddressPool Addresses { get; }

    public List<NodeState> Nodes { get; } = [];

    public List<StorageState> Storages { get; }

    public Dictionary<int, ContainerState> Containers { get; } = [];

    /// <summary>What was said of the quorum; null leaves it to the number of nodes that are online.</summary>
    public bool? Quorum { get; set; }

    /// <summary>More than half of the nodes have to be online; of two, one is enough, as with a third vote elsewhere.</summary>
    public bool HasQuorum => Quorum ?? (Nodes.Count(n => n.IsOnline) * 2 > Nodes.Count || Nodes.Count == 2);

    public T Run<T>(Func<ClusterState, T> work)
    {
        lock (_gate)
            return work(this);
    }

    public void Run(Action<ClusterState> work)
    {
        lock (_gate)
            work(this);
    }

    public void AddNode(SimulatedNode node)
    {
        Nodes.Add(new NodeState(node, node.Bridges ?? [.. Options.Bridges], _started));
        foreach (var template in Options.Templates)
            AddTemplate(node.Name, template);
    }

    public void AddTemplate(string node, string volId)
    {
        if (volId.Split(':', 2) is not [var id, var name])
            throw new ArgumentException($"The template '{volId}' is not a volume id.", nameof(volId));
        var storage = Storage(id);
        if (storage.IsOn(node) && storage.Find(node, volId) is null)
            storage.Add(node, name, "vztmpl", 300_000, TemplateFormat(name));
    }

    /// <summary>The node of a name that comes from the user of the simulator.</summary>
    public NodeState Known(string name) =>
        Nodes.Find(n => n.Name == name) ?? throw new ArgumentException($"There is no node '{name}'.", nameof(name));

    /// <summary>The node that got a request; the first one when they share an endpoint.</summary>
    public NodeState Local(string? name) => name is null ? Nodes[0] : Known(name);

    /// <summary>The power of a node fails: its containers stop, and its tasks die where they are.</summary>
    public void Crash(string name)
    {
        var node = Known(name);
        node.IsOnline = false;
        foreach (var container in Containers.Values.Where(c => c.Node == name))
            SetRunning(container, false);
        Tasks.KillAll(name);
    }

    /// <summary>A node comes back. After a crash its containers that start on boot are started.</summary>
    public void BringBack(string name, bool booted)
    {
        var node = Known(name);
        node.IsOnline = true;
        if (!booted)
            return;
        node.Boot();
        foreach (var container in Containers.Values.Where(c => c.Node == name && c.Lock is null && c.Config.GetValueOrDefault("onboot") == "1"))
            SetRunning(container, true);
    }

    public void DemandQuorum()
    {
        if (!HasQuorum)
            throw ApiException.Failure(FaultCatalogue.NoQuorum);
    }

    public void SetStorage(string id, long total, long used)
    {
        var storage = Storage(id);
        storage.Total = total;
        storage.BaseUsed = used;
    }

    /// <summary>Fails as a request to a node that is unknown or offline fails.</summary>
    public NodeState Reach(string name)
    {
        var node = Nodes.Find(n => n.Name == name) ?? throw ApiException.Failure(
            $"hostname lookup '{name}' failed - failed to get address info for: {name}: Name or service not known");
        return node.IsOnline ? node : throw ApiException.Unreachable("Connection refused");
    }

    public StorageState Storage(string id) =>
        Storages.Find(s => s.Id == id) ?? throw ApiException.Failure($"storage '{id}' does not exist");

    public StorageState StorageOn(string node, string id) => Storage(id) is { } storage && storage.IsOn(node)
        ? storage
        : throw ApiException.Failure($"storage '{id}' is not available on node '{node}'");

    /// <summary>A storage that answers on a node.</summary>
    public StorageState AliveStorage(string node, string id) => Known(node).DeadStorages.Contains(id)
        ? throw ApiException.Failure($"storage '{id}' is not online")
        : StorageOn(node, id);

    /// <summary>The storage of a volume id.</summary>
    public StorageState StorageOf(string volId) => Storage(volId.Split(':')[0]);

    public ContainerState Container(string node, int vmId) =>
        Containers.TryGetValue(vmId, out var container) && container.Node == node
            ? container
            : throw ApiException.Failure($"Configuration file 'nodes/{node}/lxc/{vmId}.conf' does not exist");

    public ContainerState Existing(int vmId) =>
        Containers.GetValueOrDefault(vmId) ?? throw new ArgumentException($"There is no container {vmId}.", nameof(vmId));

    public void DemandUnusedId(int vmId)
    {
        if (Containers.TryGetValue(vmId, out var taken))
            throw ApiException.Failure($"CT {vmId} already exists on node '{taken.Node}'");
    }

    public static void DemandUnlocked(ContainerState container)
    {
        if (container.Lock is { } held)
            throw ApiException.Failure($"CT is locked ({held})");
    }

    public ContainerState AddContainer(int vmId, string node, IReadOnlyDictionary<string, string>? config, bool running)
    {
        if (Containers.ContainsKey(vmId))
            throw new ArgumentException($"There is a container {vmId} already.", nameof(vmId));
        if (Nodes.TrueForAll(n => n.Name != node))
            throw new ArgumentException($"There is no node '{node}'.", nameof(node));
        var container = new ContainerState(vmId, node);
        container.Replace(ContainerDefaults.For(vmId).Concat(config ?? new Dictionary<string, string>())
            .GroupBy(c => c.Key)
            .Select(g => KeyValuePair.Create(g.Key, g.Last().Value)));
        var storage = Storages.Find(s => s.Supports("rootdir") && s.IsOn(node));
        if (storage is not null && !container.Config.ContainsKey("rootfs"))
        {
            var disk = storage.AddDisk(node, vmId, ContainerDefaults.RootSize);
            container.Config["rootfs"] = $"{disk.VolId},size={DiskSize.Print(disk.Size)}";
        }
        Containers.Add(vmId, container);
        SetRunning(container, running);
        return container;
    }

    public void SetRunning(ContainerState container, bool running)
    {
        if (running && !container.IsRunning)
            container.Start(Tasks.NextPid());
        else if (!running && container.IsRunning)
            container.Stop();
    }

    /// <summary>Moves a container with its volumes; one that runs is started anew.</summary>
    public void Move(ContainerState container, string target)
    {
        var volumes = Storages.SelectMany(s => s.Volumes).Where(v => v.VmId == container.VmId && v.Content == "rootdir");
        foreach (var volume in volumes.Where(v => v.Node is not null))
            volume.Node = target;
        container.Node = target;
        if (!container.IsRunning)
            return;
        SetRunning(container, false);
        SetRunning(container, true);
    }

    public void RemoveContainer(ContainerState container)
    {
        foreach (var storage in Storages)
            storage.Volumes.RemoveAll(v => v.VmId == container.VmId && v.Content == "rootdir");
        Containers.Remove(container.VmId);
    }

    private static string TemplateFormat(string name) => Path.GetExtension(name) switch
    {
        ".zst" => "tzst",
        ".xz" => "txz",
        ".gz" => "tgz",
        _ => "tar",
    };
}
