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
    /// <summary>The database's name: on a server the one it has there, else that of the file.</summary>
    public string Name => database.Name ?? Path.GetFileName(database.Location);

    /// <summary>Where the database is, without a password.</summary>
    public string Location => database.Location;

    /// <summary>The store of a database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="provider">Its engine.</param>
    public static ClusterStore Open(ClusterDatabase database, DatabaseProvider provider)
    {
        try
        {
            return new ClusterStore(database, provider, provider.CreateFactory(database));
        }
        catch (Exception exception) when (StoreUnit.IsDatabases(exception))
        {
            throw DatabaseErrors.Translate(exception, provider, database, DatabaseStep.Opening);
        }
    }

    /// <summary>Opens one connection for several reads and writes that belong together.</summary>
    public StoreUnit Open() => new(contexts.Create(), provider, Translate);

    /// <inheritdoc cref="StoreUnit.ReadAsync"/>
    public async Task<T> ReadAsync<T>(Func<ClusterContext, Task<T>> read, CancellationToken cancellationToken = default)
    {
        await using var unit = Open();
        return await unit.ReadAsync(read, cancellationToken);
    }

    /// <inheritdoc cref="StoreUnit.StreamAsync"/>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        Func<ClusterContext, IAsyncEnumerable<T>> query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var unit = Open();
        await foreach (var row in unit.StreamAsync(query, cancellationToken)) yield return row;
    }

    /// <inheritdoc cref="StoreUnit.WriteAsync"/>
    public async Task<T> WriteAsync<T>(
        Func<ClusterContext, Task<T>> work, IOperationContext operation, CancellationToken? cancellationToken = null, bool durable = false)
    {
        await using var unit = Open();
        return await unit.WriteAsync(work, operation, cancellationToken, durable);
    }

    private ClusterException Translate(Exception exception, DatabaseStep step) => DatabaseErrors.Translate(exception, provider, database, step);
}
