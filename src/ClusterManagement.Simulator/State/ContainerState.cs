using System.Security.Cryptography;
using System.Text;

namespace ClusterManagement.Simulator.State;

/// <summary>A container. Guarded by the lock of the cluster.</summary>
internal sealed class ContainerState(int vmId, string node)
{
    public const string LockKey = "lock";

    public int VmId => vmId;

    public string Node { get; set; } = node;

    public SortedDictionary<string, string> Config { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>Values that take effect at the next start.</summary>
    public SortedDictionary<string, string> Pending { get; } = new(StringComparer.Ordinal);

    /// <summary>Keys that go at the next start.</summary>
    public SortedSet<string> PendingDelete { get; } = new(StringComparer.Ordinal);

    public List<SnapshotState> Snapshots { get; } = [];

    /// <summary>The snapshot the current state descends from.</summary>
    public string? Parent { get; set; }

    public bool IsRunning { get; private set; }

    public int Pid { get; private set; }

    public DateTime Created { get; } = DateTime.UtcNow;

    public DateTime StatusChanged { get; private set; } = DateTime.UtcNow;

    public bool IsTemplate => Config.GetValueOrDefault("template") == "1";

    public bool IsProtected => Config.GetValueOrDefault("protection") == "1";

    public string Status => IsRunning ? "running" : "stopped";

    public string Hostname => Config.GetValueOrDefault("hostname") ?? $"CT{vmId}";

    public int Uptime => IsRunning ? (int)(DateTime.UtcNow - StatusChanged).TotalSeconds + 1 : 0;

    public string? Lock
    {
        get => Config.GetValueOrDefault(LockKey);
        set
        {
            if (value is null)
                Config.Remove(LockKey);
            else
                Config[LockKey] = value;
        }
    }

    /// <summary>Keys of the volumes that can hold a file system, rootfs last.</summary>
    public IEnumerable<string> MountKeys => Config.Keys.Where(IsMountKey);

    public string Digest
    {
        get
        {
            var text = new StringBuilder();
            foreach (var (key, value) in Config)
                text.Append(key).Append(": ").Append(value).Append('\n');
            foreach (var (key, value) in Pending)
                text.Append("[pve:pending] ").Append(key).Append(": ").Append(value).Append('\n');
            text.AppendJoin(',', PendingDelete).AppendJoin(',', Snapshots.Select(s => s.Name + s.Description));
            return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        }
    }

    public static bool IsMountKey(string key) =>
        key == "rootfs" || (key.StartsWith("mp", StringComparison.Ordinal) && key.Length > 2 && char.IsAsciiDigit(key[2]));

    public void Put(string key, string? value)
    {
        if (value is null)
            Config.Remove(key);
        else
            Config[key] = value;
    }

    public void Replace(IEnumerable<KeyValuePair<string, string>> config) =>
        Config = new SortedDictionary<string, string>(config.ToDictionary(), StringComparer.Ordinal);

    /// <summary>The configuration after the pending changes.</summary>
    public SortedDictionary<string, string> Planned()
    {
        var planned = new SortedDictionary<string, string>(Config, StringComparer.Ordinal);
        foreach (var key in PendingDelete)
            planned.Remove(key);
        foreach (var (key, value) in Pending)
            planned[key] = value;
        return planned;
    }

    public void DropPending()
    {
        Pending.Clear();
        PendingDelete.Clear();
    }

    public void Start(int pid)
    {
        Replace(Planned());
        DropPending();
        IsRunning = true;
        Pid = pid;
        StatusChanged = DateTime.UtcNow;
    }

    public void Stop()
    {
        IsRunning = false;
        StatusChanged = DateTime.UtcNow;
    }

    public SimulatedContainer ToSnapshot() => new(
        vmId,
        Node,
        Config.GetValueOrDefault("hostname"),
        Status,
        Config.GetValueOrDefault("description"),
        new Dictionary<string, string>(Config),
        Lock);
}
