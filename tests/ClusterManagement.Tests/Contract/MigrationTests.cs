using ClusterManagement.Data;
using ClusterManagement.Engine;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Xunit;

namespace ClusterManagement.Tests.Contract;

/// <summary>The schema on every engine: made once whoever starts at once, brought forward without a loss, refused when it does not fit.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_model_and_the_migrations_agree(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(engine);
        await using var context = database.Provider.CreateFactory(database.Database).Create();

        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Token));
    }

    [Fact]
    public void Every_engine_has_the_same_migrations()
    {
        var known = new[] { DatabaseEngine.SQLite, DatabaseEngine.PostgreSQL, DatabaseEngine.MySQL, DatabaseEngine.MariaDB }
            .Select(engine => string.Join(' ', DatabaseProvider.For(engine).KnownMigrations));
        Assert.Contains("_Initial ", Assert.Single(known.Distinct()), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_earlier_schema_is_refused_and_then_brought_forward_with_all_that_is_in_it(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using (var context = database.Provider.CreateFactory(database.Database).Create())
        {
            await context.GetService<IMigrator>().MigrateAsync(database.Provider.KnownMigrations[0], Token);
        }

        await database.ExecuteAsync(SampleRows.FirstSchema);
        var before = await TableDump.ReadAsync(database);
        var error = await Assert.ThrowsAsync<ClusterException>(async () => await Engine().OpenAsync(database.Database, new RecordingContext()));
        Assert.Equal(("SchemaOutdated", ClusterErrorKind.Schema), (error.ErrorId, error.Kind));
        Assert.Contains("Initialize-ClusterDatabase", error.RecommendedAction, StringComparison.Ordinal);

        var engineUnderTest = Engine();
        Assert.True((await engineUnderTest.Databases.DescribeAsync(database.Database, Token)).IsOutdated);
        Assert.Null(await engineUnderTest.Databases.InitializeAsync(database.Database, new RecordingContext { IsApproving = false }));
        Assert.Equal(before, await TableDump.ReadAsync(database));
        var upgraded = await engineUnderTest.Databases.InitializeAsync(database.Database, new RecordingContext());

        Assert.Equal((database.Provider.KnownMigrations[^1], false), (upgraded?.SchemaVersion, upgraded?.IsOutdated));
        var after = await TableDump.ReadAsync(database);
        Assert.All(before.Where(table => table.Key is not "AllocationPools"), table => Assert.Equal(table.Value, after[table.Key]));
        Assert.All(before["AllocationPools"], row => Assert.Contains(row, after["AllocationPools"]));
        var session = await engineUnderTest.OpenAsync(database.Database, new RecordingContext());
        var container = await session.Containers.FindAsync(new ContainerFilter(), Token).SingleAsync(Token);
        Assert.Equal(("web1", 3), (container.Hostname, container.Services.Count));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Those_that_initialize_at_once_do_no_harm(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var processes = Enumerable.Range(0, 4).Select(_ => ShellProcess.Start(
            _folder.Path, database.Address, _folder.File("keys"), "(Initialize-ClusterDatabase).SchemaVersion")).ToList();
        foreach (var process in processes) Assert.Equal(database.Provider.KnownMigrations[^1], (await process.SucceedAsync()).Trim());
        processes.ForEach(process => process.Dispose());

        Assert.Equal(3L, await database.CountAsync("Groups"));
        Assert.Equal(database.Provider.KnownMigrations.Count, await database.CountAsync("__EFMigrationsHistory"));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_newer_schema_is_left_alone(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(engine);
        await database.ExecuteAsync("INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion]) VALUES ('29991231235959_FromTheFuture', '99.0.0')");
        var before = await TableDump.ReadAsync(database);
        var opening = await Assert.ThrowsAsync<ClusterException>(async () => await Engine().OpenAsync(database.Database, new RecordingContext()));
        var upgrading = await Assert.ThrowsAsync<ClusterException>(() => Engine().Databases.InitializeAsync(database.Database, new RecordingContext()));

        Assert.Equal(("SchemaTooNew", "SchemaTooNew"), (opening.ErrorId, upgrading.ErrorId));
        Assert.Contains("29991231235959_FromTheFuture", opening.Message, StringComparison.Ordinal);
        Assert.Equal(before, await TableDump.ReadAsync(database));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Tables_of_something_else_are_not_touched(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.ExecuteAsync("CREATE TABLE [Sites] ([x] int)");
        var opening = await Assert.ThrowsAsync<ClusterException>(async () => await Engine().OpenAsync(database.Database, new RecordingContext()));
        var making = await Assert.ThrowsAsync<ClusterException>(() => Engine().Databases.InitializeAsync(database.Database, new RecordingContext()));

        Assert.Equal(("DatabaseError", "DatabaseError"), (opening.ErrorId, making.ErrorId));
        Assert.Contains("something else", making.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await database.CountAsync("Sites"));
    }

    [Theory]
    [InlineData(DatabaseEngine.PostgreSQL)]
    [InlineData(DatabaseEngine.MariaDB)]
    public async Task A_database_on_a_server_is_made_when_it_is_asked_for_and_not_before(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var context = new RecordingContext();
        var empty = await Assert.ThrowsAsync<ClusterException>(async () => await Engine().OpenAsync(database.Database, context));
        var missing = Engine().Databases.Locate(new SecretText(database.Address + "_new"));
        var absent = await Assert.ThrowsAsync<ClusterException>(async () => await Engine().OpenAsync(missing, context));

        Assert.Equal(("SchemaOutdated", "SchemaOutdated"), (empty.ErrorId, absent.ErrorId));
        Assert.All(new[] { empty, absent }, error => Assert.Contains("Initialize-ClusterDatabase", error.RecommendedAction, StringComparison.Ordinal));
        Assert.Null((await Engine().Databases.DescribeAsync(missing, Token)).SchemaVersion);
        Assert.Equal(missing.Provider().KnownMigrations[^1], (await Engine().Databases.InitializeAsync(missing, context))?.SchemaVersion);
        Assert.Empty(await (await Engine().OpenAsync(missing, context)).Sites.FindAsync(NameFilter.All, Token).ToListAsync(Token));
        missing.Provider().Release(missing);
        await database.ExecuteAsync($"DROP DATABASE [{missing.Name}]");
    }

    private ClusterEngine Engine() => new(_folder.File("keys"));
}
