namespace ClusterManagement.Simulator;

// What happens to the cluster without its API.
public sealed partial class ProxmoxSimulator
{
    /// <summary>Adds a container without going through the API.</summary>
    /// <param name="vmId">The id.</param>
    /// <param name="node">The node.</param>
    /// <param name="config">Configuration entries in the form the API returns them; what is missing gets Proxmox VE's defaults.</param>
    /// <param name="running">Whether it runs.</param>
    public SimulatedContainer AddContainer(
        int vmId, string node, IReadOnlyDictionary<string, string>? config = null, bool running = false) =>
        _state.Run(s => s.AddContainer(vmId, node, config, running).ToSnapshot());

    /// <summary>Changes the configuration of a container behind everybody's back.</summary>
    /// <param name="vmId">The id.</param>
    /// <param name="key">The entry, such as memory.</param>
    /// <param name="value">Its value in the form the API returns it, or null to remove it.</param>
    public void SetConfig(int vmId, string key, string? value) => _state.Run(s => s.Existing(vmId).Put(key, value));

    /// <summary>Removes a container and its volumes without going through the API.</summary>
    /// <param name="vmId">The id.</param>
    public void RemoveContainer(int vmId) => _state.Run(s => s.RemoveContainer(s.Existing(vmId)));

    /// <summary>Moves a container to another node, as high availability or an administrator does.</summary>
    /// <param name="vmId">The id.</param>
    /// <param name="node">The node it goes to.</param>
    public void MoveContainer(int vmId, string node) => _state.Run(s => s.Move(s.Existing(vmId), s.Known(node).Name));

    /// <summary>Sets or clears the lock of a container.</summary>
    /// <param name="vmId">The id.</param>
    /// <param name="lockName">The lock, such as backup, or null to clear it.</param>
    public void SetLock(int vmId, string? lockName) => _state.Run(s => s.Existing(vmId).Lock = lockName);

    /// <summary>Starts or stops a container without a task.</summary>
    /// <param name="vmId">The id.</param>
    /// <param name="running">Whether it is to run.</param>
    public void SetRunning(int vmId, bool running) => _state.Run(s => s.SetRunning(s.Existing(vmId), running));

    /// <summary>Adds a node to the cluster.</summary>
    /// <param name="node">The node.</param>
    public void AddNode(SimulatedNode node)
    {
        _state.Run(s => s.AddNode(node));
        _listeners.Add(node);
    }

    /// <summary>
    /// Takes a node off the network or brings it back. Its own endpoint refuses connections meanwhile, and others answer 595
    /// for it; its containers and tasks go on.
    /// </summary>
    /// <param name="node">The node name.</param>
    /// <param name="online">Whether it is online.</param>
    public void SetNodeOnline(string node, bool online)
    {
        if (online)
            _state.Run(s => s.BringBack(node, booted: false));
        else
            _state.Run(s => s.Known(node).IsOnline = false);
        _listeners.Set(node, online);
    }

    /// <summary>
    /// Cuts the power of a node: its containers stop, its tasks die half done, and what they held stays locked.
    /// <see cref="BootNode"/> brings it back.
    /// </summary>
    /// <param name="node">The node name.</param>
    public void CrashNode(string node)
    {
        _state.Run(s => s.Crash(node));
        _listeners.Set(node, open: false);
    }

    /// <summary>Boots a node that crashed; containers that start on boot and are not locked are started.</summary>
    /// <param name="node">The node name.</param>
    public void BootNode(string node)
    {
        _state.Run(s => s.BringBack(node, booted: true));
        _listeners.Set(node, open: true);
    }

    /// <summary>Takes the cluster's quorum away or brings it back.</summary>
    /// <param name="quorate">Whether there is one; null leaves it to the number of nodes that are online.</param>
    public void SetQuorum(bool? quorate) => _state.Run(s => s.Quorum = quorate);

    /// <summary>Ends all logins with a password, as if their time were over.</summary>
    public void ExpireTickets() => _state.Run(s => s.Access.ExpireTickets());

    /// <summary>Makes a node forget its tasks; those that run go on unseen.</summary>
    /// <param name="node">The node name.</param>
    public void ForgetTasks(string node) => _state.Run(s => s.Tasks.Forget(s.Known(node).Name));

    /// <summary>Lets the tasks go on that a fault with an infinite <see cref="Fault.TaskDuration"/> holds.</summary>
    /// <returns>Ends when those tasks have ended.</returns>
    public Task ReleaseTasksAsync() => _state.Tasks.ReleaseHeldAsync();

    /// <summary>Sets the capacity of a storage.</summary>
    /// <param name="storage">The storage id.</param>
    /// <param name="totalBytes">The capacity in bytes.</param>
    /// <param name="usedBytes">What is used in bytes, apart from the volumes the simulator keeps itself.</param>
    public void SetStorage(string storage, long totalBytes, long usedBytes) =>
        _state.Run(s => s.SetStorage(storage, totalBytes, usedBytes));

    /// <summary>Makes a storage unreachable on a node or brings it back.</summary>
    /// <param name="node">The node name.</param>
    /// <param name="storage">The storage id.</param>
    /// <param name="active">Whether it answers.</param>
    public void SetStorageActive(string node, string storage, bool active) => _state.Run(s =>
    {
        var dead = s.Known(node).DeadStorages;
        return active ? dead.Remove(s.Storage(storage).Id) : dead.Add(s.Storage(storage).Id);
    });

    /// <summary>Puts a container template on a node.</summary>
    /// <param name="node">The node name.</param>
    /// <param name="volumeId">The volume id, such as <c>local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst</c>.</param>
    public void AddTemplate(string node, string volumeId) => _state.Run(s => s.AddTemplate(s.Known(node).Name, volumeId));

    /// <summary>Takes a volume, such as a template or a backup, off a node.</summary>
    /// <param name="node">The node name.</param>
    /// <param name="volumeId">The volume id.</param>
    public void RemoveVolume(string node, string volumeId) => _state.Run(s =>
        s.StorageOf(volumeId).Volumes.RemoveAll(volume => volume.VolId == volumeId && volume.IsVisibleOn(s.Known(node).Name)));

    /// <summary>Sets how much memory a node has in use.</summary>
    /// <param name="node">The node name.</param>
    /// <param name="usedBytes">The memory in bytes.</param>
    public void SetMemoryUsed(string node, long usedBytes) => _state.Run(s => s.Known(node).MemoryUsed = usedBytes);

    /// <summary>Sets the bridges of a node.</summary>
    /// <param name="node">The node name.</param>
    /// <param name="bridges">Their names; the first one leads out.</param>
    public void SetBridges(string node, IEnumerable<string> bridges) => _state.Run(s => s.Known(node).Bridges = [.. bridges]);
}
