using ClusterManagement.Data;
using ClusterManagement.Engine;
using ClusterManagement.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ClusterManagement.Tests.Data;

/// <summary>Opening databases that are new, old, too new, damaged or out of reach.</summary>
public sealed class OpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ClusterDatabase _database;

    public OpeningTests() => _database = new ClusterDatabase { Path = _folder.File("cluster.db") };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Eight_tasks_that_make_one_database_get_one_good_database()
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sites = Enumerable.Range(1, 8).Select(async number =>
        {
            await start.Task;
            var session = await Engine().OpenAsync(_database, new RecordingContext());
            return await session.Sites.CreateAsync(
                new SiteDraft
                {
                    Name = $"dc{number}",
                    InternalDomain = "cluster.internal",
                    DhcpRange = $"10.{number}.0.10-10.{number}.0.20",
                    SubnetMask = "/24",
                    Gateway = $"10.{number}.0.1",
                },
                new RecordingContext());
        }).ToList();
        start.SetResult();
        var made = await Task.WhenAll(sites);

        Assert.Equal(8, made.Select(site => site?.Id).Distinct().Count());
        Assert.Equal("ok", Scalar("PRAGMA integrity_check"));
        Assert.Equal(8L, Scalar("SELECT count(*) FROM Sites"));
        Assert.Equal(12L, Scalar("SELECT count(*) FROM AllocationPools"));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.new*"));
    }

    [Fact]
    public async Task An_older_schema_names_the_command_that_upgrades_it()
    {
        await MakeAsync();
        Execute("DELETE FROM __EFMigrationsHistory WHERE MigrationId = (SELECT max(MigrationId) FROM __EFMigrationsHistory)");
        var error = await OpenFailsAsync();

        Assert.Equal(("SchemaOutdated", ClusterErrorKind.Schema), (error.ErrorId, error.Kind));
        Assert.Contains("Initialize-ClusterDatabase", error.RecommendedAction, StringComparison.Ordinal);
        Assert.True((await Engine().Databases.DescribeAsync(_database, TestContext.Current.CancellationToken)).IsOutdated);
    }

    [Fact]
    public async Task A_newer_schema_is_left_alone()
    {
        await MakeAsync();
        Execute("INSERT INTO __EFMigrationsHistory (MigrationId, ProductVersion) VALUES ('29991231235959_FromTheFuture', '99.0.0')");
        var error = await OpenFailsAsync();

        Assert.Equal("SchemaTooNew", error.ErrorId);
        Assert.Contains("29991231235959_FromTheFuture", error.Message, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<ClusterException>(() => Engine().Databases.InitializeAsync(_database, new RecordingContext()));
        Assert.Equal("SchemaTooNew", refused.ErrorId);
    }

    [Fact]
    public async Task A_file_of_another_kind_is_refused()
    {
        await File.WriteAllTextAsync(_database.Path!, new string('x', 5000), TestContext.Current.CancellationToken);
        var error = await OpenFailsAsync();

        Assert.Equal(("DatabaseDamaged", ClusterErrorKind.Database), (error.ErrorId, error.Kind));
        Assert.Contains("not a database", error.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.RecommendedAction));
    }

    [Fact]
    public async Task Somebody_elses_database_is_not_ours()
    {
        using (var connection = new SqliteConnection($"Data Source={_database.Path}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE Sites (x TEXT)";
            command.ExecuteNonQuery();
        }

        Assert.Equal("DatabaseError", (await OpenFailsAsync()).ErrorId);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_an_error_with_an_action()
    {
        // A file stands where the folder has to be: that stops even a user whom no right stops.
        await File.WriteAllTextAsync(_folder.File("taken"), "x", TestContext.Current.CancellationToken);
        var database = new ClusterDatabase { Path = _folder.File("taken/cluster.db") };
        var error = await Assert.ThrowsAsync<ClusterException>(async () => await Engine().OpenAsync(database, new RecordingContext()));

        Assert.Equal("DatabaseError", error.ErrorId);
        Assert.Contains("cannot be created", error.Message, StringComparison.Ordinal);
        Assert.Contains("folder", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describing_makes_nothing()
    {
        var described = await Engine().Databases.DescribeAsync(_database, TestContext.Current.CancellationToken);
        Assert.Equal((null, 0L, false), (described.SchemaVersion, described.Size, described.IsOutdated));
        Assert.False(File.Exists(_database.Path));
        Assert.Null(await Engine().Databases.InitializeAsync(_database, new RecordingContext { IsApproving = false }));
        Assert.False(File.Exists(_database.Path));

        var made = await Engine().Databases.InitializeAsync(_database, new RecordingContext());
        Assert.EndsWith("_Certificates", made?.SchemaVersion, StringComparison.Ordinal);
        Assert.True(made?.Size > 0);
    }

    private ClusterEngine Engine() => new(_folder.File("keys"));

    private Task MakeAsync() =>
        DatabaseProvider.For(DatabaseEngine.SQLite).MigrateAsync(_database, TestContext.Current.CancellationToken);

    private async Task<ClusterException> OpenFailsAsync() =>
        await Assert.ThrowsAsync<ClusterException>(async () => await Engine().OpenAsync(_database, new RecordingContext()));

    private object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_database.Path}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private void Execute(string sql) => Scalar(sql);
}
