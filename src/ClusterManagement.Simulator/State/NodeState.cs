namespace ClusterManagement.Simulator.State;

/// <summary>A node and whether it answers. Guarded by the lock of the cluster.</summary>
internal sealed class NodeState(SimulatedNode node, IEnumerable<string> bridges, DateTime started)
{
    private DateTime _started = started - node.Uptime;

    public SimulatedNode Node => node;

    public string Name => node.Name;

    public bool IsOnline { get; set; } = node.IsOnline;

    /// <summary>The names of its bridges; the first one leads out.</summary>
    public List<string> Bridges { get; set; } = [.. bridges];

    public long MemoryUsed { get; set; } = node.MemoryBytes / 4;

    /// <summary>The fingerprint of the certificate it shows.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>Ids of storages that do not answer on this node.</summary>
    public HashSet<string> DeadStorages { get; } = [];

    public long Uptime => (long)(DateTime.UtcNow - _started).TotalSeconds;

    public void Boot() => _started = DateTime.UtcNow;
}
