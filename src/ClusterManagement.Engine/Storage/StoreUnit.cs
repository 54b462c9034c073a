using System.Runtime.CompilerServices;
using ClusterManagement.Data;
using ClusterManagement.Data.Audit;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Storage;

/// <summary>
/// One connection to the database, kept open for the reads and writes of one use case. Nothing is locked between them. The
/// database's own errors end here.
/// </summary>
/// <param name="context">The context; it goes with the unit.</param>
/// <param name="provider">The engine.</param>
/// <param name="translate">Turns the database's errors into this module's.</param>
internal sealed class StoreUnit(ClusterContext context, DatabaseProvider provider, Func<Exception, DatabaseStep, ClusterException> translate)
    : IAsyncDisposable
{
    private Task _last = Task.CompletedTask;
    private IAsyncDisposable? _rows;

    /// <summary>True for errors of the database, as opposed to this module's own and to a cancellation.</summary>
    /// <param name="exception">The error.</param>
    public static bool IsDatabases(Exception exception) =>
        exception is not (ClusterException or OperationCanceledException or OutOfMemoryException);

    /// <summary>Reads.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="read">The reading.</param>
    /// <param name="cancellationToken">Ends the reading; whoever cancels does not wait for a server that does not answer.</param>
    public Task<T> ReadAsync<T>(Func<ClusterContext, Task<T>> read, CancellationToken cancellationToken = default) => RunAsync(
        async step =>
        {
            // Left open until the unit ends: opening is what costs most of a small read.
            await context.Database.OpenConnectionAsync(cancellationToken);
            step.Value = DatabaseStep.Working;
            return await read(context);
        },
        cancellationToken);

    /// <summary>Reads rows as they come, once in the life of the unit.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Ends the reading; whoever cancels does not wait for a server that does not answer.</param>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        Func<ClusterContext, IAsyncEnumerable<T>> query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(db => Task.FromResult(query(db).GetAsyncEnumerator(cancellationToken)), cancellationToken);
        _rows = rows;
        while (await MoveAsync(rows, cancellationToken)) yield return rows.Current;
    }

    /// <summary>
    /// Writes in one transaction, in which no other writer takes from a pool. What the work throws undoes all of it.
    /// </summary>
    /// <typeparam name="T">What the work returns.</typeparam>
    /// <param name="work">The work; it saves its own changes, which are then told in AuditEvents.</param>
    /// <param name="operation">Who makes the changes.</param>
    /// <param name="cancellationToken">Ends the work before its commit; the operation's own token when it is not given.</param>
    /// <param name="durable">True when something outside the database follows from the commit.</param>
    public Task<T> WriteAsync<T>(
        Func<ClusterContext, Task<T>> work, IOperationContext operation, CancellationToken? cancellationToken = null, bool durable = false)
    {
        var token = cancellationToken ?? operation.CancellationToken;
        return RunAsync(
            async step =>
            {
                await context.Database.OpenConnectionAsync(token);
                step.Value = DatabaseStep.Working;
                await using var transaction = await provider.BeginWriteAsync(context, durable, token);
                context.Origin = new AuditOrigin(operation.Command);
                try
                {
                    var result = await work(context);
                    token.ThrowIfCancellationRequested();
                    step.Value = DatabaseStep.Committing;
                    await transaction.CommitAsync(CancellationToken.None);
                    return result;
                }
                finally
                {
                    context.Origin = null;
                }
            },
            token);
    }

    /// <summary>Gives the connection back; one that still waits for its server is given back when it has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        var end = EndAsync();
        if (_last.IsCompleted) await end;
    }

    private async Task<T> RunAsync<T>(Func<StrongBox<DatabaseStep>, Task<T>> work, CancellationToken cancellationToken)
    {
        var operation = TranslatedAsync(work, cancellationToken);
        _last = operation;
        return await operation.OrLeaveAsync(cancellationToken);
    }

    private async Task<T> TranslatedAsync<T>(Func<StrongBox<DatabaseStep>, Task<T>> work, CancellationToken cancellationToken)
    {
        var step = new StrongBox<DatabaseStep>(DatabaseStep.Opening);
        try
        {
            return await work(step);
        }
        catch (Exception exception) when (IsDatabases(exception))
        {
            // A driver may report its cancellation as any failure.
            if (step.Value != DatabaseStep.Committing) cancellationToken.ThrowIfCancellationRequested();
            throw translate(exception, step.Value);
        }
    }

    // Most rows are there already: only what has to be waited for is worth a task.
    private async ValueTask<bool> MoveAsync<T>(IAsyncEnumerator<T> rows, CancellationToken cancellationToken)
    {
        try
        {
            var moving = rows.MoveNextAsync();
            if (moving.IsCompleted) return await moving;
            var operation = moving.AsTask();
            _last = operation;
            return await operation.OrLeaveAsync(cancellationToken);
        }
        catch (Exception exception) when (IsDatabases(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw translate(exception, DatabaseStep.Working);
        }
    }

    private async Task EndAsync()
    {
        await _last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await using (context)
        {
            try
            {
                if (_rows is not null) await _rows.DisposeAsync();
            }
            catch (Exception exception) when (IsDatabases(exception))
            {
                // What was read has been read.
            }
        }
    }
}
