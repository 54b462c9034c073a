using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Drift;

/// <summary>A difference, with what settles it on either side.</summary>
/// <param name="store">The database.</param>
/// <param name="drift">The difference.</param>
internal sealed class DriftFinding(ClusterStore store, ContainerDrift drift) : IDriftFinding
{
    /// <inheritdoc/>
    public ContainerDrift Drift => drift;

    /// <summary>The row, as it was compared; null when there is none.</summary>
    public ContainerEntity? Row { get; init; }

    /// <summary>What gives the row what Proxmox VE has; null when that is not possible.</summary>
    public Action<ContainerEntity>? Record { get; init; }

    /// <summary>What gives Proxmox VE what the row has; null when that is not possible.</summary>
    public Func<IOperationContext, Task>? Apply { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<DriftSide> Sides =>
        [.. Enum.GetValues<DriftSide>().Where(side => side == DriftSide.Proxmox ? Record is not null : Apply is not null)];

    /// <inheritdoc/>
    public string Describe(DriftSide side) => side == DriftSide.Proxmox
        ? $"Record {Subject} {drift.Theirs ?? "none"} in place of {drift.Ours ?? "none"} of"
        : $"Give Proxmox {Subject} {drift.Ours ?? "none"} in place of {drift.Theirs ?? "none"} for";

    /// <inheritdoc/>
    public async Task<ContainerDrift> SettleAsync(DriftSide side, IOperationContext context)
    {
        if (!Sides.Contains(side)) return drift;
        if (side == DriftSide.Database)
        {
            await Apply!(context);
            return drift with { Outcome = DriftOutcome.Applied };
        }

        await store.WriteAsync(
            async db =>
            {
                var row = await db.Containers.AsTracking().FirstOrDefaultAsync(entry => entry.Id == Row!.Id, context.CancellationToken)
                    ?? throw new ObjectNotFoundException(Nouns.Container, drift.Container);

                // Observations may be written over each other; a decision somebody made since the comparison is not. The findings
                // of one container share its row, and each leaves there the version it wrote.
                if (drift.IsIntent && row.Version != Row!.Version) throw Changed();
                Record!(row);
                await db.SaveChangesAsync(context.CancellationToken);
                Row!.Version = row.Version;
                return true;
            },
            context);
        return drift with { Outcome = DriftOutcome.Recorded };
    }

    private string Subject => (drift.Field ?? "status").ToLowerInvariant();

    private ClusterException Changed() => new(
        ErrorIds.ConcurrencyConflict, ClusterErrorKind.Conflict,
        $"Container {drift.Container} was changed since it was compared; nothing was recorded.",
        $"Compare it again: Sync-ClusterContainer {drift.Container}.", drift.Container);
}
