using ClusterManagement.Data;
using ClusterManagement.Data.Allocation;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Sites;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Import;

/// <summary>Writes what was planned, within the transaction it was planned in.</summary>
/// <param name="db">A context within a writing transaction.</param>
/// <param name="context">The operation's context.</param>
internal sealed class ImportWriter(ClusterContext db, IOperationContext context)
{
    private const int BatchSize = 500;
    private const string Activity = "Import";

    /// <summary>Writes.</summary>
    /// <param name="plan">The plan.</param>
    public async Task WriteAsync(ImportPlan plan)
    {
        var token = context.CancellationToken;
        var done = 0;

        // All changes are new rows; looking for others in every row that is tracked would take most of the time.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var batch in plan.Rows.Chunk(BatchSize))
        {
            foreach (var row in batch)
            {
                plan.Seal(row);
                db.Add(row);
            }

            await db.SaveChangesAsync(token);
            done += batch.Length;
            context.Progress(new OperationProgress(Activity, $"{done} of {plan.Rows.Count} rows", 100 * done / plan.Rows.Count));
        }

        foreach (var site in plan.Rows.OfType<SiteEntity>())
        {
            db.AllocationPools.Add(new AllocationPoolEntity { Name = AddressPool.Name(site.Id), NextFree = SiteService.Network(site).Range.First });
        }

        await db.SaveChangesAsync(token);
        context.Progress(new OperationProgress(Activity, "Done", 100, IsCompleted: true));
        foreach (var (pool, mark) in plan.Marks)
        {
            await db.AllocationPools.Where(row => row.Name == pool && row.NextFree < mark)
                .ExecuteUpdateAsync(row => row.SetProperty(entry => entry.NextFree, mark), token);
        }
    }
}
