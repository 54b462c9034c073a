using ClusterManagement.Data.Transfer;
using ClusterManagement.Tests.Databases;
using Xunit;

namespace ClusterManagement.Tests.Transfer;

/// <summary>A snapshot is the database at the moment it began, whoever writes afterwards.</summary>
public sealed class SnapshotTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_is_written_after_it_began_is_not_seen(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(engine);
        await database.ExecuteAsync(SampleRows.All);
        await using var context = database.Provider.CreateFactory(database.Database).Create();
        await using var snapshot = await database.Provider.BeginSnapshotAsync(context, Token);

        // Written and committed before the snapshot's first read, and between its reads.
        await database.ExecuteAsync(SampleRows.Container(2));
        Assert.Equal(1, await CountAsync("Containers"));
        await database.ExecuteAsync("DELETE FROM [JobStatuses]; UPDATE [Jobs] SET [status] = 'failure'");
        await database.ExecuteAsync(SampleRows.Container(3));

        Assert.Equal(1, await CountAsync("Containers"));
        Assert.Equal(1, await CountAsync("JobStatuses"));
        Assert.Equal(1, await context.ReadNumberAsync("SELECT count(*) FROM [Jobs] WHERE [status] = 'running'", Token));
        Assert.Equal(3L, await database.CountAsync("Containers"));

        Task<long> CountAsync(string table) => context.ReadNumberAsync($"SELECT count(*) FROM [{table}]", Token);
    }
}
