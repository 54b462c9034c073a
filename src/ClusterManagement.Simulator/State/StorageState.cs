using ClusterManagement.Simulator.Api;

namespace ClusterManagement.Simulator.State;

/// <summary>A storage and its volumes on all nodes. Guarded by the lock of the cluster.</summary>
internal sealed class StorageState(SimulatedStorage storage)
{
    private static readonly HashSet<string> BlockTypes = ["lvm", "lvmthin", "zfspool", "rbd", "iscsi"];
    private static readonly HashSet<string> SnapshotTypes = ["lvmthin", "zfspool", "rbd", "btrfs"];

    public string Id => storage.Id;

    public string Type => storage.Type;

    public string Content => storage.Content;

    public bool IsShared => storage.IsShared;

    public long Total { get; set; } = storage.TotalBytes;

    public long BaseUsed { get; set; } = storage.UsedBytes;

    public List<VolumeState> Volumes { get; } = [];

    public bool IsBlock => BlockTypes.Contains(Type);

    public bool CanSnapshot => SnapshotTypes.Contains(Type);

    public bool IsOn(string node) => storage.Nodes is null || storage.Nodes.Contains(node);

    public bool Supports(string content) => Lists.Split(Content).Contains(content);

    public long UsedOn(string node) => Math.Min(Total, BaseUsed + Volumes.Where(v => v.IsVisibleOn(node)).Sum(v => v.Size));

    public bool HasRoom(string node, long size) => UsedOn(node) + size <= Total;

    public VolumeState? Find(string node, string volId) => Volumes.Find(v => v.VolId == volId && v.IsVisibleOn(node));

    /// <summary>Adds a disk of a container under the first free number.</summary>
    public VolumeState AddDisk(string node, int vmId, long size, string prefix = "vm")
    {
        var taken = Volumes.Where(v => v.IsVisibleOn(node)).Select(v => v.Name).ToHashSet();
        var number = 0;
        while (taken.Contains(DiskName(vmId, number, prefix)) || taken.Contains(DiskName(vmId, number, "base")))
            number++;
        return Add(node, DiskName(vmId, number, prefix), "rootdir", size, IsBlock ? "raw" : "subvol", vmId);
    }

    public VolumeState Add(
        string node,
        string name,
        string content,
        long size,
        string format,
        int? vmId = null,
        IReadOnlyDictionary<string, string>? config = null)
    {
        var volume = new VolumeState(Id, IsShared ? null : node, name, content, size)
        {
            Format = format,
            VmId = vmId,
            SavedConfig = config,
        };
        Volumes.Add(volume);
        return volume;
    }

    private string DiskName(int vmId, int number, string prefix) =>
        IsBlock ? $"{prefix}-{vmId}-disk-{number}" : $"{vmId}/{prefix}-{vmId}-disk-{number}.raw";
}
