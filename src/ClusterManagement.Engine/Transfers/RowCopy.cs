using ClusterManagement.Data;
using ClusterManagement.Data.Transfer;
using ClusterManagement.Engine.Storage;

namespace ClusterManagement.Engine.Transfers;

/// <summary>Carries all rows from one side to the other, and compares what arrived with what was read.</summary>
/// <param name="source">The side that is read.</param>
/// <param name="plan">The tables.</param>
/// <param name="activity">The operation, for the progress.</param>
/// <param name="context">The operation's context.</param>
internal sealed class RowCopy(TransferSide source, TransferPlan plan, string activity, IOperationContext context)
{
    // So many rows are in memory at a time; a statement that writes takes no more.
    private const int ReadAtOnce = 500;

    private readonly CancellationToken _cancellationToken = context.CancellationToken;

    /// <summary>Replaces the rows of a database by the source's, in its transaction, and compares them.</summary>
    /// <param name="destination">The side that is written.</param>
    /// <returns>The tables, in the order they were copied.</returns>
    public async Task<IReadOnlyList<CopiedTable>> ReplaceAsync(TransferSide destination)
    {
        using var progress = await StartAsync();
        foreach (var table in plan.InOrderOfRemoval)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            await destination.RunAsync(db => db.RunAsync(table.DeleteSql, _cancellationToken));
        }

        var copied = new List<CopiedTable>();
        foreach (var table in plan.Tables)
        {
            await using var writer = await destination.RunAsync(db => Task.FromResult(new TableWriter(db, table)));
            copied.Add(await ReadAsync(source, table, writer.BatchSize, $"Copying {table.Name}", progress, rows => destination.RunAsync(db => WriteAsync(db, destination, table, writer, rows))));
            context.Verbose($"Copied {copied[^1].Rows} rows of {table.Name}.");
        }

        await CompareAsync(destination, copied, progress);
        foreach (var table in plan.Tables)
        {
            await destination.RunAsync(async db =>
            {
                await db.Provider.RaiseIdentityAsync(db, table, _cancellationToken);
                return true;
            });
        }

        return copied;
    }

    /// <summary>Compares a database that was filled in another way with the source.</summary>
    /// <param name="destination">The side that was filled.</param>
    /// <returns>The tables.</returns>
    public async Task<IReadOnlyList<CopiedTable>> CompareAsync(TransferSide destination)
    {
        using var progress = await StartAsync();
        var read = new List<CopiedTable>();
        foreach (var table in plan.Tables) read.Add(await ReadAsync(source, table, ReadAtOnce, $"Reading {table.Name}", progress));
        await CompareAsync(destination, read, progress);
        return read;
    }

    private async Task<TransferProgress> StartAsync()
    {
        var rows = 0L;
        foreach (var table in plan.Tables) rows += await source.RunAsync(db => db.ReadNumberAsync(table.CountSql, _cancellationToken));
        return new TransferProgress(context, activity, rows);
    }

    private async Task CompareAsync(TransferSide destination, IReadOnlyList<CopiedTable> expected, TransferProgress progress)
    {
        foreach (var (table, wanted) in plan.Tables.Zip(expected))
        {
            var found = await ReadAsync(destination, table, ReadAtOnce, $"Comparing {table.Name}", progress);
            if (found == wanted) continue;
            throw new ClusterException(
                ErrorIds.CopyFailed, ClusterErrorKind.Database,
                $"{table.Name} did not arrive in '{destination.Database}' as it was read: {found.Rows} of {wanted.Rows} rows are there, with the hash {found.Hash[..16]} in place of {wanted.Hash[..16]}. Nothing was written.",
                "Look for triggers or rules of somebody else on that table of the destination, then repeat the command.", destination.Database);
        }

        context.Verbose("Every table has the same count and hash on both sides.");
    }

    private async Task<CopiedTable> ReadAsync(
        TransferSide side, TransferTable table, int atOnce, string step, TransferProgress progress, Func<IReadOnlyList<object?[]>, Task>? take = null)
    {
        using var hash = new TableHash();
        await using var reader = await side.RunAsync(db => Task.FromResult(new TableReader(db, table)));
        while (await side.RunAsync(_ => reader.ReadAsync(atOnce, _cancellationToken)) is { Count: > 0 } rows)
        {
            foreach (var row in rows) hash.Add(row);
            if (take is not null) await take(rows);
            progress.Add($"{step} ({hash.Rows} rows)", rows.Count);
        }

        return new CopiedTable { Table = table.Name, Rows = hash.Rows, Hash = hash.Finish() };
    }

    private async Task<bool> WriteAsync(ClusterContext db, TransferSide destination, TransferTable table, TableWriter writer, IReadOnlyList<object?[]> rows)
    {
        try
        {
            await writer.WriteAsync(rows, _cancellationToken);
            return true;
        }
        catch (Exception exception) when (StoreUnit.IsDatabases(exception) && !_cancellationToken.IsCancellationRequested && IsRefusal(db.Provider.Classify(exception)))
        {
            throw new ClusterException(
                ErrorIds.CopyFailed, ClusterErrorKind.Database,
                $"The database '{destination.Database}' refused rows of {table.Name} with keys from {table.KeyOf(rows[0])} to {table.KeyOf(rows[^1])}; nothing was written: {Cause(db.Provider.Classify(exception), exception)}",
                "The engines differ in the lengths and the spelling they allow: correct the values in the database that is read from, then repeat the command.",
                destination.Database, exception);
        }
    }

    private static bool IsRefusal(DatabaseFault fault) =>
        fault.Kind is DatabaseFaultKind.Duplicate or DatabaseFaultKind.Check or DatabaseFaultKind.Reference or DatabaseFaultKind.Other;

    // A driver repeats the value that is there twice, which may be a fingerprint.
    private static string Cause(DatabaseFault fault, Exception exception) => fault.Kind == DatabaseFaultKind.Duplicate
        ? $"two of them have the same {fault.Columns}, as that engine compares texts."
        : exception.GetBaseException().Message;
}
