using ClusterManagement.Engine.Placement;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;

namespace ClusterManagement.Engine.Containers;

/// <summary>Containers that are made together.</summary>
/// <param name="store">The database.</param>
/// <param name="proxmox">The way to the nodes' API.</param>
internal sealed class ContainerBatch(ClusterStore store, ProxmoxGateway proxmox) : IContainerBatch
{
    private readonly ContainerReader _reader = new(store);
    private readonly ReservationTurns _turns = new();
    private readonly NodeInventory _inventory = new(proxmox, TimeProvider.System);
    private readonly PlacementLedger _ledger = new(TimeProvider.System);

    /// <inheritdoc/>
    public async Task<Container?> CreateAsync(ContainerDraft draft, IOperationContext context)
    {
        using var turn = _turns.Take();
        if (!draft.IfNotExists) return await MakeAsync(draft, turn, context);
        var existing = new ExistingContainer(store, proxmox, draft, context);
        if (await existing.FindAsync() is { } found) return await existing.TakeAsync(found);
        try
        {
            return await MakeAsync(draft, turn, context);
        }
        catch (ObjectExistsException)
        {
            // Somebody else was faster. When it is not the name that is taken, nothing is found, and the error stands.
            if (await existing.FindAsync() is not { } faster) throw;
            return await existing.TakeAsync(faster);
        }
    }

    private async Task<Container?> MakeAsync(ContainerDraft draft, ReservationTurn turn, IOperationContext context)
    {
        IDisposable? placed = null;
        try
        {
            ContainerPlan plan;
            await using (var unit = store.Open())
            {
                plan = await ContainerPlanner.PlanAsync(
                    unit,
                    draft,
                    async nodes =>
                    {
                        if (draft.NoProvision) return new NodeFit(nodes[0], string.Empty, 0, string.Empty, IsFit: true);
                        (var fit, placed) = await new NodeChoice(_inventory, _ledger, context).RunAsync(draft, nodes);
                        return fit;
                    },
                    context.CancellationToken);
                var action = draft.NoProvision ? "Register" : draft.Start ? "Create and start" : "Create";
                var isApproved = await context.ApproveAsync($"container {plan.Hostname} on node {plan.Node.Name}", action);

                // A rehearsal counts what it would place, as the real thing does.
                if (!isApproved && context.IsRehearsal) placed = null;
                if (!isApproved) return null;
                if (draft.NoProvision) return await RegisterAsync(unit, plan, context);
            }

            var preflight = new NodePreflight(_inventory, _ledger, plan.Node, plan.Draft, context, isCounted: placed is not null);
            var id = await new ContainerProvisioner(store, proxmox, plan, preflight, turn, context).RunAsync();
            placed = null;
            return await _reader.GetAsync(id, CancellationToken.None);
        }
        finally
        {
            placed?.Dispose();
        }
    }

    private static async Task<Container> RegisterAsync(StoreUnit unit, ContainerPlan plan, IOperationContext context)
    {
        var token = context.CancellationToken;
        var row = await unit.WriteAsync(
            async db =>
            {
                await ContainerPlanner.RefuseTakenAsync(db, plan, token);
                var row = await ContainerReservation.AddAsync(db, plan, ContainerStatus.Pending, token);
                row.ContainerId = plan.Draft.ContainerId;
                await db.SaveChangesAsync(token);
                return row;
            },
            context);
        return ContainerMapper.ToModel(row, plan.Node.Name, plan.Node.Site.Name, []);
    }
}
