using ClusterManagement.Data;
using ClusterManagement.Engine.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ClusterManagement.Engine.Transfers;

/// <summary>One of the two databases of a transfer, in a transaction from beginning to end. The database's own errors end here.</summary>
internal sealed class TransferSide : IAsyncDisposable
{
    private readonly ClusterContext _context;
    private readonly CancellationToken _cancellationToken;
    private IDbContextTransaction? _transaction;
    private IDisposable? _interruption;
    private bool _isClosed;

    private TransferSide(ClusterDatabase database, ClusterContext context, CancellationToken cancellationToken) =>
        (Database, _context, _cancellationToken) = (database, context, cancellationToken);

    /// <summary>The database, as messages name it.</summary>
    public ClusterDatabase Database { get; }

    /// <summary>Its engine.</summary>
    public DatabaseProvider Provider => _context.Provider;

    /// <summary>Opens a database for reading; what is written from here on is not seen.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Ends whatever runs.</param>
    /// <param name="context">A context on it; a new one when it is not given.</param>
    public static Task<TransferSide> OpenSnapshotAsync(ClusterDatabase database, CancellationToken cancellationToken, ClusterContext? context = null) =>
        OpenAsync(database, context, cancellationToken, opened => opened.Provider.BeginSnapshotAsync(opened, cancellationToken));

    /// <summary>Opens a database for writing; nothing is there for others before the commit.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Ends whatever runs.</param>
    /// <param name="context">A context on it; a new one when it is not given.</param>
    public static Task<TransferSide> OpenForWritingAsync(ClusterDatabase database, CancellationToken cancellationToken, ClusterContext? context = null) =>
        OpenAsync(database, context, cancellationToken, opened => opened.Provider.BeginWriteAsync(opened, durable: true, cancellationToken));

    /// <summary>Does something in the transaction.</summary>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="work">The work.</param>
    public Task<T> RunAsync<T>(Func<ClusterContext, Task<T>> work) => RunAsync(DatabaseStep.Working, work);

    /// <summary>Makes everything permanent. From here on it is not cancelled any more.</summary>
    public Task CommitAsync()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _interruption?.Dispose();
        return RunAsync(DatabaseStep.Committing, async _ =>
        {
            await _transaction!.CommitAsync(CancellationToken.None);
            return true;
        });
    }

    /// <summary>Undoes what was not committed, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isClosed) return;
        _isClosed = true;
        _interruption?.Dispose();
        try
        {
            if (_transaction is not null) await _transaction.DisposeAsync();
            await _context.DisposeAsync();
        }
        catch (Exception exception) when (StoreUnit.IsDatabases(exception))
        {
            // The connection is broken, which undoes the transaction as well; what broke it has been told.
        }
    }

    private async Task<T> RunAsync<T>(DatabaseStep step, Func<ClusterContext, Task<T>> work)
    {
        try
        {
            return await work(_context);
        }
        catch (Exception exception) when (StoreUnit.IsDatabases(exception))
        {
            // A statement that was interrupted fails in the engine's own words.
            if (step != DatabaseStep.Committing) _cancellationToken.ThrowIfCancellationRequested();
            throw DatabaseErrors.Translate(exception, Provider, Database, step);
        }
    }

    private static async Task<TransferSide> OpenAsync(
        ClusterDatabase database, ClusterContext? context, CancellationToken cancellationToken, Func<ClusterContext, Task<IDbContextTransaction>> begin)
    {
        var provider = DatabaseProvider.For(database.Engine);
        context ??= await DatabaseErrors.TranslatedAsync(
            provider, database, DatabaseStep.Opening, cancellationToken, () => Task.FromResult(provider.CreateFactory(database).Create()));
        var side = new TransferSide(database, context, cancellationToken);
        try
        {
            return await side.RunAsync(async opened =>
            {
                side._transaction = await begin(opened);
                side._interruption = opened.Provider.InterruptOn(opened.Database.GetDbConnection(), cancellationToken);
                return side;
            });
        }
        catch
        {
            await side.DisposeAsync();
            throw;
        }
    }
}
