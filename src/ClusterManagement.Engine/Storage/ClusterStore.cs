using System.Runtime.CompilerServices;
using ClusterManagement.Data;

namespace ClusterManagement.Engine.Storage;

/// <summary>
/// One database, as the use cases see it: reads, streams and writing transactions. The database's own errors end here.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="provider">Its engine.</param>
/// <param name="contexts">What hands out contexts.</param>
internal sealed class ClusterStore(ClusterDatabase database, DatabaseProvider provider, IClusterContextFactory contexts)
{
    /// <summary>Reads.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="read">The reading.</param>
    public async Task<T> ReadAsync<T>(Func<ClusterContext, Task<T>> read)
    {
        try
        {
            await using var context = contexts.Create();
            return await read(context);
        }
        catch (Exception exception) when (IsDatabases(exception))
        {
            throw Translate(exception);
        }
    }

    /// <summary>Reads rows as they come. The context stays open until the reader has enough.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        Func<ClusterContext, IAsyncEnumerable<T>> query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var context = contexts.Create();
        await using var rows = query(context).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await rows.MoveNextAsync()) yield break;
            }
            catch (Exception exception) when (IsDatabases(exception))
            {
                throw Translate(exception);
            }

            yield return rows.Current;
        }
    }

    /// <summary>
    /// Writes in one transaction, in which no other writer takes from a pool. What the work throws undoes all of it.
    /// </summary>
    /// <typeparam name="T">What the work returns.</typeparam>
    /// <param name="work">The work; it saves its own changes.</param>
    /// <param name="cancellationToken">Ends the work before its commit.</param>
    /// <param name="durable">True when something outside the database follows from the commit.</param>
    public async Task<T> WriteAsync<T>(Func<ClusterContext, Task<T>> work, CancellationToken cancellationToken, bool durable = false)
    {
        try
        {
            await using var context = contexts.Create();
            await using var transaction = await provider.BeginWriteAsync(context, durable, cancellationToken);
            var result = await work(context);
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (Exception exception) when (IsDatabases(exception))
        {
            throw Translate(exception);
        }
    }

    private static bool IsDatabases(Exception exception) =>
        exception is not (ClusterException or OperationCanceledException or OutOfMemoryException);

    private ClusterException Translate(Exception exception) => DatabaseErrors.Translate(exception, provider, database);
}
