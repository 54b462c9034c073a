using ClusterManagement.Data;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Storage;

/// <summary>
/// An empty database in memory. A rehearsal looks things up in it when the real database is not there yet, and so leaves no
/// file behind. Nothing is written to it, since a rehearsal approves nothing; one serves the whole process.
/// </summary>
internal sealed class RehearsalDatabase
{
    private static readonly ClusterDatabase InMemory = new() { Path = "file:rehearsal?mode=memory&cache=shared" };
    private static readonly DatabaseProvider Provider = DatabaseProvider.For(InMemory.Engine);

    private readonly IClusterContextFactory _contexts = Provider.CreateFactory(InMemory);
    private readonly Lazy<Task<ClusterContext>> _keeper;

    /// <summary>Creates the holder; the database is made on first use.</summary>
    public RehearsalDatabase() => _keeper = new Lazy<Task<ClusterContext>>(MakeAsync);

    /// <summary>A store that takes the place of a missing database.</summary>
    /// <param name="missing">The missing database, which messages name.</param>
    public async Task<ClusterStore> StandInForAsync(ClusterDatabase missing)
    {
        await _keeper.Value;
        return new ClusterStore(missing, Provider, _contexts);
    }

    // A database in memory lives as long as a connection to it is open.
    private async Task<ClusterContext> MakeAsync()
    {
        var keeper = _contexts.Create();
        await keeper.Database.OpenConnectionAsync();
        await keeper.Database.MigrateAsync();
        return keeper;
    }
}
