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

    /// <inheritdoc/>
    public async Task<Container?> CreateAsync(ContainerDraft draft, IOperationContext context)
    {
        using var turn = _turns.Take();
        ContainerPlan plan;
        await using (var unit = store.Open())
        {
            plan = await ContainerPlanner.PlanAsync(unit, draft, context.CancellationToken);
            var action = draft.NoProvision ? "Register" : draft.Start ? "Create and start" : "Create";
            if (!await context.ApproveAsync($"container {plan.Hostname} on node {plan.Node.Name}", action)) return null;
            if (draft.NoProvision) return await RegisterAsync(unit, plan, context);
        }

        var id = await new ContainerProvisioner(store, proxmox, plan, turn, context).RunAsync();
        return await _reader.GetAsync(id, CancellationToken.None);
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
