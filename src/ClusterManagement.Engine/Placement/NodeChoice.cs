using System.Globalization;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Provisioning;

namespace ClusterManagement.Engine.Placement;

/// <summary>
/// Chooses the node of a site for a container that names none: one that is online, has the template, a storage with room and the memory.
/// What is placed at the same time is counted.
/// </summary>
/// <param name="inventory">What the nodes have.</param>
/// <param name="ledger">What has been placed.</param>
/// <param name="context">The operation's context; it is told why, node by node.</param>
internal sealed class NodeChoice(NodeInventory inventory, PlacementLedger ledger, IOperationContext context)
{
    /// <summary>Chooses.</summary>
    /// <param name="draft">The container.</param>
    /// <param name="nodes">The site's nodes.</param>
    /// <returns>The node and its storage, and what gives back what was counted for the container.</returns>
    /// <exception cref="ClusterException"><c>NoNodeFits</c>, with each node and its reason.</exception>
    public async Task<(NodeFit Fit, IDisposable Entry)> RunAsync(ContainerDraft draft, IReadOnlyList<NodeEntity> nodes)
    {
        var look = await inventory.LookAsync(nodes, context);
        var offers = await Task.WhenAll(nodes.Select(node => OfferAsync(draft, node, look)));
        IReadOnlyList<NodeFit> fits = [];
        var (chosen, entry) = ledger.Enter(
            () =>
            {
                fits = [.. offers.Select(offer => Fit(draft, offer, look))];
                return Best(fits.Where(fit => fit.IsFit), draft.PlacementRule);
            },
            fit => Need.Of(draft, fit.Node.Name, fit.Storage));
        foreach (var fit in fits) context.Verbose($"Node {fit.Node.Name}{(fit.IsFit ? " fits" : " does not fit")}: {fit.Reason}.");
        if (chosen is null) throw NothingFits(draft, fits);
        context.Verbose($"{draft.Name} goes to node {chosen.Node.Name} ({draft.PlacementRule}).");
        return (chosen, entry);
    }

    private static NodeFit? Best(IEnumerable<NodeFit> fits, PlacementRule rule) => rule == PlacementRule.Pack
        ? fits.OrderBy(fit => fit.UnpromisedBytes).ThenBy(fit => fit.Node.Name, StringComparer.Ordinal).FirstOrDefault()
        : fits.OrderByDescending(fit => fit.UnpromisedBytes).ThenBy(fit => fit.Node.Name, StringComparer.Ordinal).FirstOrDefault();

    private async Task<NodeOffer> OfferAsync(ContainerDraft draft, NodeEntity node, SiteLook look)
    {
        var known = look.Nodes[node.Name];
        if (known.Fault is not null) return new NodeOffer(node, known, [], known.Fault);
        try
        {
            var preflight = Preflight(draft, node);
            var storages = await preflight.StoragesAsync();
            await preflight.FindOriginAsync(storages);
            return new NodeOffer(node, known, storages, null);
        }
        catch (ClusterException exception)
        {
            return new NodeOffer(node, known, [], exception.Message.TrimEnd('.'));
        }
    }

    private NodePreflight Preflight(ContainerDraft draft, NodeEntity node) => new(inventory, ledger, node, draft, context);

    private NodeFit Fit(ContainerDraft draft, NodeOffer offer, SiteLook look)
    {
        if (offer.Fault is not null) return Unfit(offer.Fault);
        var placed = ledger.MemoryOn(offer.Node.Name, look.At);
        var (free, needed) = (offer.Look.FreeBytes - placed, Need.Memory(draft));
        if (free < needed) return Unfit($"{Show(free)} of its memory are free, and {Show(needed)} are asked for");
        try
        {
            var storage = Preflight(draft, offer.Node).ChooseStorage(offer.Storages);
            var room = storage.AvailableBytes - ledger.RoomOn(offer.Node.Name, storage);
            if (room < Need.Disk(draft)) return Unfit($"storage {storage.Name} has room for {Show(room)}, and {draft.Disk} GiB are asked for");
            var unpromised = offer.Look.UnpromisedBytes - placed - needed;
            return new NodeFit(
                offer.Node, storage.Name, unpromised,
                $"{Show(free)} of its {Show(offer.Look.TotalBytes)} of memory are free, {Show(unpromised)} would be promised to nobody, storage {storage.Name} has room for {Show(room)}",
                IsFit: true);
        }
        catch (ClusterException exception)
        {
            return Unfit(exception.Message.TrimEnd('.'));
        }

        NodeFit Unfit(string reason) => new(offer.Node, string.Empty, 0, reason, IsFit: false);
    }

    private static ClusterException NothingFits(ContainerDraft draft, IReadOnlyList<NodeFit> fits) => new(
        ErrorIds.NoNodeFits, ClusterErrorKind.PoolExhausted,
        $"No node of site {fits[0].Node.Site.Name} can take container {draft.Name}. {string.Join(" ", fits.Select(fit => $"{fit.Node.Name}: {fit.Reason}."))}",
        "Free what is lacking on one of them, ask for less, or name a node with -Node, which is taken without counting memory.", draft.Name);

    private static string Show(long bytes) => bytes < 1L << 30 && bytes > -(1L << 30)
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.#} GiB");
}
