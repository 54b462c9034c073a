using ClusterManagement.Data.Secrets;
using ClusterManagement.Engine.Import.Sources;
using ClusterManagement.Engine.Storage;

namespace ClusterManagement.Engine.Import;

/// <summary>Takes over opensource-server databases.</summary>
/// <param name="store">Our database.</param>
/// <param name="secrets">What encrypts secrets.</param>
internal sealed class ImportService(ClusterStore store, SecretProtector secrets) : IImportService
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<ImportResult> ImportAsync(ClusterDatabase source, bool skipJobs, IOperationContext context)
    {
        var token = context.CancellationToken;
        var there = await new SourceReader(source).ReadAsync(skipJobs, token);
        context.Verbose($"The database '{source}' is one of opensource-server, of {SourceSchema.Describe(there.Era)}.");
        var plan = await store.ReadAsync(db => new ImportPlanner(db, there, secrets, token).PlanAsync());
        if (!plan.IsEmpty)
        {
            var isApproved = await context.ApproveAsync($"database '{store.Location}'", $"Import {Describe(plan)} from '{source}'");
            if (!isApproved && !context.IsRehearsal) yield break;
            if (isApproved) plan = await WriteAsync(there, context);
        }

        Summarize(plan, there, context);
        foreach (var result in plan.Results) yield return result;
    }

    // Planned again, as others may have written since the question; from here on they cannot.
    private Task<ImportPlan> WriteAsync(SourceCluster there, IOperationContext context) => store.WriteAsync(
        async db =>
        {
            var plan = await new ImportPlanner(db, there, secrets, context.CancellationToken).PlanAsync();
            await new ImportWriter(db, context).WriteAsync(plan);
            return plan;
        },
        context);

    private static string Describe(ImportPlan plan) => string.Join(", ", plan.Results
        .Where(result => result.Outcome is ImportOutcome.Taken or ImportOutcome.Adapted)
        .GroupBy(result => result.Kind)
        .Select(group => $"{group.Count()} {group.Key}{(group.Count() == 1 ? string.Empty : "s")}")
        .DefaultIfEmpty("numbers in use"));

    private static void Summarize(ImportPlan plan, SourceCluster there, IOperationContext context)
    {
        foreach (var group in plan.Results.GroupBy(result => result.Kind))
        {
            var counts = Enum.GetValues<ImportOutcome>().Select(outcome => $"{group.Count(result => result.Outcome == outcome)} {outcome.ToString().ToLowerInvariant()}");
            context.Verbose($"{group.Key}: {string.Join(", ", counts)}.");
        }

        if (there.Unplaced.Count == 0) return;
        var tables = there.Unplaced.Select(table => $"{Printable.Of(table.Table)} ({table.Rows} row{(table.Rows == 1 ? string.Empty : "s")})");
        context.Warning($"Left behind, as there is no place for it here: {string.Join(", ", tables)}.");
    }
}
