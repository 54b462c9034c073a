using System.Globalization;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Placement;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>Looks at a node before anything is reserved or made: the template, the storage and the next free id.</summary>
/// <param name="inventory">What the nodes have.</param>
/// <param name="ledger">What has been placed.</param>
/// <param name="node">The node.</param>
/// <param name="draft">The container to be made.</param>
/// <param name="context">The operation's context.</param>
/// <param name="isCounted">True when what the container takes is in the ledger already.</param>
internal sealed class NodePreflight(
    NodeInventory inventory, PlacementLedger ledger, NodeEntity node, ContainerDraft draft, IOperationContext context, bool isCounted = false)
{
    private static readonly CompareInfo Natural = CultureInfo.InvariantCulture.CompareInfo;

    /// <summary>Looks.</summary>
    /// <param name="client">The node's client.</param>
    public async Task<NodeReadiness> RunAsync(ProxmoxClient client)
    {
        var storages = await StoragesAsync();
        return await ReadyAsync(client, draft, await FindTemplateAsync(storages), storages);
    }

    /// <summary>The storages of the node that are enabled.</summary>
    public async Task<IReadOnlyList<ProxmoxStorage>> StoragesAsync()
    {
        var visible = await inventory.StoragesAsync(node, context);
        RefuseBlind(node, visible);
        return [.. visible.Where(storage => storage.IsEnabled)];
    }

    /// <summary>Looks for a container whose disks are restored to a storage.</summary>
    /// <param name="client">The node's client.</param>
    /// <param name="label">What it is made from.</param>
    /// <param name="disk">The size of its root disk in GiB.</param>
    public async Task<NodeReadiness> RunForAsync(ProxmoxClient client, string label, int disk) =>
        await ReadyAsync(client, draft with { Disk = disk }, label, await StoragesAsync());

    /// <summary>Looks for a copy, whose disks are on the storages of the original unless another one is given.</summary>
    /// <param name="client">The node's client.</param>
    /// <param name="label">What it is made from.</param>
    /// <param name="disk">The size of its root disk in GiB.</param>
    public async Task<NodeReadiness> RunForCopyAsync(ProxmoxClient client, string label, int disk) => draft.Storage is null
        ? new NodeReadiness(label, "of the original", await ProposeAsync(client), IsStorageShared: false)
        : await RunForAsync(client, label, disk);

    /// <summary>
    /// Refuses a credential without rights. Proxmox VE does not deny it a list of storages: it gives an empty one, although
    /// every node has a storage.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="visible">The storages the credential sees there.</param>
    public static void RefuseBlind(NodeEntity node, IReadOnlyCollection<ProxmoxStorage> visible)
    {
        if (visible.Count > 0) return;
        throw new ClusterException(
            ErrorIds.PermissionDenied, ClusterErrorKind.Permission,
            $"{node.ApiTokenIdOrUsername} sees no storage on node {node.Name}: it lacks the rights Datastore.Audit and Datastore.AllocateSpace.",
            "Give it a role with those rights: Datacenter, Permissions, Add. A token with privilege separation needs a permission of its own.", node.Name);
    }

    /// <summary>Refuses a node that does not see what the container is to be made from.</summary>
    /// <param name="storages">The node's storages.</param>
    public async Task FindOriginAsync(IReadOnlyList<ProxmoxStorage> storages)
    {
        if (draft.Origin?.Backup is not { } backup)
        {
            await FindTemplateAsync(storages);
            return;
        }

        var name = backup[..backup.IndexOf(':')];
        if (storages.FirstOrDefault(storage => storage.Name == name) is not { } place) throw NoBackup($"Node {node.Name} has no storage '{name}'.", backup);
        var (found, all) = await LookAsync([place], "backup", volumes => volumes.FirstOrDefault(volume => volume.VolumeId == backup));
        if (found is not null) return;
        var newest = all.OrderByDescending(volume => volume.CreatedAt).Take(5).Select(volume => volume.VolumeId).ToList();
        throw NoBackup(
            $"Storage {name} of node {node.Name} has no backup '{backup}': {(newest.Count == 0 ? "it has none" : $"its newest are {string.Join(", ", newest)}")}.", backup);
    }

    /// <summary>The volume id of the newest template that the draft's stands for.</summary>
    /// <param name="storages">The node's storages.</param>
    public async Task<string> FindTemplateAsync(IReadOnlyList<ProxmoxStorage> storages)
    {
        var wanted = draft.Template!;
        var colon = wanted.IndexOf(":vztmpl/", StringComparison.Ordinal);
        var places = storages.Where(storage => storage.IsActive && storage.Holds("vztmpl") && (colon < 0 || storage.Name == wanted[..colon])).ToList();

        // A short name may fit several versions; the newest sorts last when digits count as numbers.
        var (found, volumes) = await LookAsync(places, "vztmpl", all => all
            .Where(volume => colon >= 0 ? volume.VolumeId == wanted : volume.FileName.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
            .OrderBy(volume => volume.FileName, Comparer<string>.Create((left, right) => Natural.Compare(left, right, CompareOptions.NumericOrdering)))
            .LastOrDefault());
        if (found is not null) return found.VolumeId;
        var there = volumes.Count == 0 ? "it has none" : $"it has {string.Join(", ", volumes.Select(volume => volume.FileName).Order(StringComparer.Ordinal))}";
        throw new ClusterException(
            ErrorIds.NotFound(Nouns.Template), ClusterErrorKind.NotFound,
            $"Node {node.Name} has no template '{wanted}': {there}.",
            $"Name one of those, or bring it to the node: Save-ClusterTemplate {wanted[(wanted.LastIndexOf('/') + 1)..]} -Node {node.Name}.", wanted);
    }

    /// <summary>The storage for the root disk: the one that was asked for, or the first with room.</summary>
    /// <param name="storages">The node's storages.</param>
    public ProxmoxStorage ChooseStorage(IReadOnlyList<ProxmoxStorage> storages) => ChooseStorage(draft, storages);

    private async Task<NodeReadiness> ReadyAsync(ProxmoxClient client, ContainerDraft sized, string source, IReadOnlyList<ProxmoxStorage> storages)
    {
        var (storage, _) = isCounted
            ? (ChooseStorage(sized, storages), null)
            : ledger.Enter(() => ChooseStorage(sized, storages), choice => Need.Of(sized, node.Name, choice.Name));
        var proposal = await ProposeAsync(client);
        context.Verbose($"Node {node.Name}: {source}, storage {storage!.Name}, next CTID {proposal}.");
        return new NodeReadiness(source, storage.Name, proposal, storage.IsShared);
    }

    private static ClusterException NoBackup(string message, string wanted) => new(
        ErrorIds.NotFound(Nouns.ContainerBackup), ClusterErrorKind.NotFound, message,
        "Name the volume id of a backup that the node sees, such as Backup-ClusterContainer emits.", wanted);

    // What is missing may have been made since the node was asked, in the same pipeline even.
    private async Task<(ProxmoxVolume? Found, List<ProxmoxVolume> All)> LookAsync(
        IReadOnlyList<ProxmoxStorage> places, string content, Func<IEnumerable<ProxmoxVolume>, ProxmoxVolume?> choose)
    {
        for (var isAnew = false; ; isAnew = true)
        {
            var all = new List<ProxmoxVolume>();
            foreach (var place in places) all.AddRange(await inventory.VolumesAsync(node, place.Name, content, context, isAnew));
            if (choose(all) is { } found) return (found, all);
            if (isAnew) return (null, all);
        }
    }

    private async Task<int> ProposeAsync(ProxmoxClient client) =>
        draft.ContainerId ?? await client.GetNextIdAsync(null, context.CancellationToken);

    private ProxmoxStorage ChooseStorage(ContainerDraft sized, IReadOnlyList<ProxmoxStorage> storages)
    {
        return StorageChoice.Of(node.Name, storages, "rootdir", draft.Storage, usable => usable.FirstOrDefault(storage => Room(storage) >= Need.Disk(sized)) ?? usable.MaxBy(Room));

        long Room(ProxmoxStorage storage) => storage.AvailableBytes - ledger.RoomOn(node.Name, storage);
    }
}
