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
internal sealed class StoreUnit(ClusterContext context, DatabaseProvider provider, Func<Exception, ClusterException> translate) : IAsyncDisposable
{
    /// <summary>True for errors of the database, as opposed to this module's own and to a cancellation.</summary>
    /// <param name="exception">The error.</param>
    public static bool IsDatabases(Exception exception) =>
        exception is not (ClusterException or OperationCanceledException or OutOfMemoryException);

    /// <summary>Reads.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="read">The reading.</param>
    public async Task<T> ReadAsync<T>(Func<ClusterContext, Task<T>> read)
    {
        try
        {
            // Left open until the unit ends: opening is what costs most of a small read.
            await context.Database.OpenConnectionAsync();
            return await read(context);
        }
        catch (Exception exception) when (IsDatabases(exception))
        {
            throw translate(exception);
        }
    }

    /// <summary>
    /// Writes in one transaction, in which no other writer takes from a pool. What the work throws undoes all of it.
    /// </summary>
    /// <typeparam name="T">What the work returns.</typeparam>
    /// <param name="work">The work; it saves its own changes, which are then told in AuditEvents.</param>
    /// <param name="operation">Who makes the changes.</param>
    /// <param name="cancellationToken">Ends the work before its commit; the operation's own token when it is not given.</param>
    /// <param name="durable">True when something outside the database follows from the commit.</param>
    public async Task<T> WriteAsync<T>(
        Func<ClusterContext, Task<T>> work, IOperationContext operation, CancellationToken? cancellationToken = null, bool durable = false)
    {
        try
        {
            await using var transaction = await provider.BeginWriteAsync(context, durable, cancellationToken ?? operation.CancellationToken);
            context.Origin = new AuditOrigin(operation.Command);
            var result = await work(context);
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (Exception exception) when (IsDatabases(exception))
        {
            throw translate(exception);
        }
        finally
        {
            context.Origin = null;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => context.DisposeAsync();
}
