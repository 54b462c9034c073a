using ClusterManagement.Data;
using ClusterManagement.Data.Audit;
using ClusterManagement.Data.Entities;
using ClusterManagement.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ClusterManagement.Tests.Audit;

/// <summary>A database whose rows are changed by way of the context alone.</summary>
internal sealed class AuditLab : IAsyncDisposable
{
    private readonly IClusterContextFactory _contexts;

    private AuditLab(TestDatabase database)
    {
        Database = database;
        _contexts = database.Provider.CreateFactory(database.Database);
    }

    public TestDatabase Database { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<AuditLab> StartAsync(DatabaseEngine engine = DatabaseEngine.SQLite)
    {
        var database = await TestDatabase.CreateMigratedAsync(engine);
        await database.ExecuteAsync(SampleRows.All);
        if (engine == DatabaseEngine.PostgreSQL)
        {
            // Rows that bring their keys along do not move PostgreSQL's counters.
            foreach (var table in new[] { "Sites", "Services", "SessionSecrets" }) await database.ExecuteAsync($"SELECT setval('[{table}_id_seq]', 100)");
        }

        return new AuditLab(database);
    }

    public ClusterContext Open() => _contexts.Create();

    /// <summary>Changes rows in one transaction.</summary>
    /// <returns>What was told of it, oldest first.</returns>
    public async Task<List<AuditEventEntity>> WriteAsync(Func<ClusterContext, Task> change, bool commit = true)
    {
        await using var context = Open();
        var last = await context.AuditEvents.MaxAsync(row => (long?)row.Id, Token) ?? 0;
        await using (var transaction = await Database.Provider.BeginWriteAsync(context, durable: false, Token))
        {
            context.Origin = new AuditOrigin("Test-Command");
            await change(context);
            await context.SaveChangesAsync(Token);
            context.Origin = null;
            if (commit) await transaction.CommitAsync(Token);
        }

        return await context.AuditEvents.Where(row => row.Id > last).OrderBy(row => row.Id).ToListAsync(Token);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
