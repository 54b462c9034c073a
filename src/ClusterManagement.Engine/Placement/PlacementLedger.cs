using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Placement;

/// <summary>
/// What the containers that are made together take from the nodes, from the moment a node is chosen: the cluster's own figures tell of
/// them only later.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class PlacementLedger(TimeProvider time)
{
    // Figures of Proxmox are up to ten seconds old, and answers are shared for a minute.
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Memory = SharedAnswers.Lifetime + Lag;

    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];

    /// <summary>Chooses, while nobody else does, and enters what was chosen.</summary>
    /// <typeparam name="T">What is chosen.</typeparam>
    /// <param name="choose">Chooses; null chooses nothing.</param>
    /// <param name="need">What the choice takes.</param>
    /// <returns>The choice, and what gives back what it takes.</returns>
    public (T? Choice, IDisposable Entry) Enter<T>(Func<T?> choose, Func<T, Need> need)
        where T : class
    {
        lock (_gate)
        {
            var choice = choose();
            var entry = new Entry(this, time.GetTimestamp(), choice is null ? default : need(choice));
            if (choice is not null) _entries.Add(entry);
            return (choice, entry);
        }
    }

    /// <summary>The memory that was taken on a node and that a look does not show yet.</summary>
    /// <param name="node">The node.</param>
    /// <param name="look">When it was looked, as a time stamp of the clock.</param>
    public long MemoryOn(string node, long look)
    {
        lock (_gate) return _entries.Where(entry => entry.Need.Node == node && IsUnseen(entry, look)).Sum(entry => entry.Need.MemoryBytes);
    }

    /// <summary>The room that was taken on a storage.</summary>
    /// <param name="node">The node.</param>
    /// <param name="storage">The storage as the node sees it.</param>
    public long RoomOn(string node, ProxmoxStorage storage)
    {
        lock (_gate)
        {
            return _entries.Where(entry => entry.Need.Storage == storage.Name && (storage.IsShared || entry.Need.Node == node) && time.GetElapsedTime(entry.At) < Memory)
                .Sum(entry => entry.Need.DiskBytes);
        }
    }

    private bool IsUnseen(Entry entry, long look) => time.GetElapsedTime(entry.At, look) < Lag;

    private void Remove(Entry entry)
    {
        lock (_gate) _entries.Remove(entry);
    }

    private sealed class Entry(PlacementLedger ledger, long at, Need need) : IDisposable
    {
        public long At => at;

        public Need Need => need;

        public void Dispose() => ledger.Remove(this);
    }
}
