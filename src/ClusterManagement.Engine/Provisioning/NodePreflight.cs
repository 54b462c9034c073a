using System.Globalization;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>Looks at a node before anything is reserved or made: the template, the storage and the next free id.</summary>
/// <param name="client">The node's client.</param>
/// <param name="plan">The container to be made.</param>
/// <param name="context">The operation's context.</param>
internal sealed class NodePreflight(ProxmoxClient client, ContainerPlan plan, IOperationContext context)
{
    private static readonly CompareInfo Natural = CultureInfo.InvariantCulture.CompareInfo;

    private string Node => plan.Node.Name;

    /// <summary>Looks.</summary>
    public async Task<NodeReadiness> RunAsync()
    {
        var storages = await StoragesAsync();
        return await ReadyAsync(await FindTemplateAsync(storages), ChooseStorage(storages, plan.Draft.Disk));
    }

    /// <summary>Looks for a container whose disks are restored to a storage.</summary>
    /// <param name="label">What it is made from.</param>
    /// <param name="disk">The size of its root disk in GiB.</param>
    public async Task<NodeReadiness> RunForAsync(string label, int disk) => await ReadyAsync(label, ChooseStorage(await StoragesAsync(), disk));

    /// <summary>Looks for a copy, whose disks are on the storages of the original unless another one is given.</summary>
    /// <param name="label">What it is made from.</param>
    /// <param name="disk">The size of its root disk in GiB.</param>
    public async Task<NodeReadiness> RunForCopyAsync(string label, int disk) =>
        plan.Draft.Storage is null ? await ReadyAsync(label, "of the original") : await RunForAsync(label, disk);

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

    private async Task<List<ProxmoxStorage>> StoragesAsync()
    {
        var visible = await client.GetStoragesAsync(Node, context.CancellationToken);
        RefuseBlind(plan.Node, visible);
        return visible.Where(storage => storage.IsEnabled).ToList();
    }

    private async Task<NodeReadiness> ReadyAsync(string template, string storage)
    {
        var proposal = plan.Draft.ContainerId ?? await client.GetNextIdAsync(null, context.CancellationToken);
        context.Verbose($"Node {Node}: template {template}, storage {storage}, next CTID {proposal}.");
        return new NodeReadiness(template, storage, proposal);
    }

    private async Task<string> FindTemplateAsync(List<ProxmoxStorage> storages)
    {
        var wanted = plan.Draft.Template!;
        var colon = wanted.IndexOf(":vztmpl/", StringComparison.Ordinal);
        var places = storages.Where(storage => storage.IsActive && storage.Holds("vztmpl") && (colon < 0 || storage.Name == wanted[..colon])).ToList();
        var volumes = new List<ProxmoxVolume>();
        foreach (var place in places)
        {
            volumes.AddRange(await client.GetStorageContentAsync(Node, place.Name, "vztmpl", context.CancellationToken));
        }

        // A short name may fit several versions; the newest sorts last when digits count as numbers.
        var found = volumes
            .Where(volume => colon >= 0 ? volume.VolumeId == wanted : volume.FileName.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
            .OrderBy(volume => volume.FileName, Comparer<string>.Create((left, right) => Natural.Compare(left, right, CompareOptions.NumericOrdering)))
            .LastOrDefault();
        if (found is not null) return found.VolumeId;
        var there = volumes.Count == 0 ? "it has none" : $"it has {string.Join(", ", volumes.Select(volume => volume.FileName).Order(StringComparer.Ordinal))}";
        throw new ClusterException(
            ErrorIds.NotFound(Nouns.Template), ClusterErrorKind.NotFound,
            $"Node {Node} has no template '{wanted}': {there}.",
            $"Name one of those, or bring it to the node: Save-ClusterTemplate {wanted[(wanted.LastIndexOf('/') + 1)..]} -Node {Node}.", wanted);
    }

    private string ChooseStorage(List<ProxmoxStorage> storages, int disk)
    {
        var usable = storages.Where(storage => storage.IsActive && storage.Holds("rootdir")).ToList();
        if (plan.Draft.Storage is { } wanted)
        {
            var found = storages.Find(storage => storage.Name == wanted)
                ?? throw new ClusterException(
                    ErrorIds.NotFound(Nouns.Storage), ClusterErrorKind.NotFound, $"Node {Node} has no storage '{wanted}' that is enabled.", Usable(), wanted);
            if (!found.Holds("rootdir"))
            {
                throw new InvalidValueException("Storage", wanted, $"a storage that takes root disks (content rootdir). {Usable()}");
            }

            return wanted;
        }

        var needed = (long)disk << 30;
        return (usable.Find(storage => storage.AvailableBytes >= needed) ?? usable.MaxBy(storage => storage.AvailableBytes))?.Name
            ?? throw new ClusterException(
                ErrorIds.NotFound(Nouns.Storage), ClusterErrorKind.NotFound,
                $"Node {Node} has no active storage that takes root disks (content rootdir).",
                "Allow root disks on a storage: Datacenter, Storage, Edit, Content, Container.", Node);

        string Usable() => usable.Count == 0 ? "None takes root disks." : $"Usable: {string.Join(", ", usable.Select(storage => storage.Name))}.";
    }
}
