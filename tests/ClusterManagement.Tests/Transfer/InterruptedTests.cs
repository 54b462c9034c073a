using System.Diagnostics;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Failures;
using ClusterManagement.Tests.Support;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace ClusterManagement.Tests.Transfer;

/// <summary>Transfers that are stopped, killed or cut off in the middle leave what was there.</summary>
public sealed class InterruptedTests : IDisposable
{
    // What is promised is a second; the rest is for a machine that is busy with other tests.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);

    private readonly TransferLab _lab = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _lab.Dispose();

    public static TheoryData<DatabaseEngine, string> Steps { get; } = new(
        from engine in TestDatabase.Engines
        from step in (string[])["Copying AuditEvents", "Copying Containers", "Copying AllocationPools", "Comparing AuditEvents", "Comparing AllocationPools"]
        select (engine.Data, step));

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_restore_that_is_cancelled_at_any_step_leaves_what_was_there(DatabaseEngine engine, string step)
    {
        await using var source = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        var backup = await _lab.BackupAsync(source);
        await using var place = await PlaceAsync(engine);
        var before = await PortableDump.ReadAsync(place);
        using var context = new CancellingContext(step);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _lab.Transfers.RestoreAsync(backup.Path, place.Database, context));

        Assert.Equal(before, await PortableDump.ReadAsync(place));
        await AssertWorksAsync(place);
        await _lab.RestoreAsync(backup, place);
        Assert.Equal(await PortableDump.ReadAsync(source), await PortableDump.ReadAsync(place));
    }

    [Theory]
    [InlineData(DatabaseEngine.SQLite, "Copying pages", 5_000)]
    [InlineData(DatabaseEngine.SQLite, "Reading Sites")]
    [InlineData(DatabaseEngine.SQLite, "Comparing Sites")]
    [InlineData(DatabaseEngine.PostgreSQL, "Copying Sites")]
    [InlineData(DatabaseEngine.MariaDB, "Comparing Sites")]
    public async Task A_backup_that_is_cancelled_leaves_no_file_and_keeps_the_former_one(DatabaseEngine engine, string step, int containers = 0)
    {
        await using var database = containers > 0 ? await LargeDatabase.CreateAsync(containers) : await FilledDatabase.CreateAsync(engine);
        await File.WriteAllTextAsync(_lab.File("kept.db"), "The former backup.", Token);
        foreach (var name in (string[])["new.db", "kept.db"])
        {
            using var context = new CancellingContext(step);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _lab.Transfers.BackupAsync(database.Database, _lab.File(name), overwrite: true, context));
        }

        Assert.Equal([_lab.File("kept.db")], Directory.GetFiles(_lab.Folder));
        Assert.Equal("The former backup.", await File.ReadAllTextAsync(_lab.File("kept.db"), Token));
    }

    [Fact]
    public async Task A_copy_to_a_new_file_that_is_cancelled_leaves_none()
    {
        await using var source = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        using var context = new CancellingContext("Comparing Users");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _lab.Transfers.CopyAsync(source.Database, new ClusterDatabase { Path = _lab.File("new.db") }, replace: false, context));

        Assert.Empty(Directory.GetFiles(_lab.Folder));
    }

    [Theory]
    [InlineData(DatabaseEngine.PostgreSQL)]
    [InlineData(DatabaseEngine.MariaDB)]
    public async Task A_copy_that_waits_for_somebody_is_cancelled_at_once(DatabaseEngine engine)
    {
        await using var source = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await using var place = await PlaceAsync(engine);
        var before = await PortableDump.ReadAsync(place);
        using var stop = new CancellationTokenSource();
        await using (var blockade = await Blockade.RaiseAsync(place))
        {
            var copy = Task.Run(() => _lab.Transfers.CopyAsync(source.Database, place.Database, replace: true, new RecordingContext(stop.Token)), Token);
            await blockade.IsReachedAsync(() => copy.IsCompleted);
            var start = Stopwatch.GetTimestamp();
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copy);
            Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Soon);
        }

        Assert.Equal(before, await PortableDump.ReadAsync(place));
        await AssertWorksAsync(place);
    }

    [Theory]
    [InlineData(DatabaseEngine.PostgreSQL)]
    [InlineData(DatabaseEngine.MariaDB)]
    public async Task A_process_that_is_killed_in_the_middle_leaves_a_server_as_it_was(DatabaseEngine engine)
    {
        await using var source = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        var backup = await _lab.BackupAsync(source);
        await using var place = await PlaceAsync(engine);
        var before = await PortableDump.ReadAsync(place);
        using var process = ShellProcess.Start(
            _lab.Folder, place.Address, _lab.KeyRing, "Restore-ClusterDatabase $args[0] -Confirm:$false", backup.Path);
        await using (var blockade = await Blockade.RaiseAsync(place))
        {
            await blockade.IsReachedAsync(() => process.HasExited);
            await process.KillAsync();
        }

        Assert.Equal(before, await PortableDump.ReadAsync(place));
        await AssertWorksAsync(place);
        await _lab.RestoreAsync(backup, place);
        Assert.Equal(await PortableDump.ReadAsync(source), await PortableDump.ReadAsync(place));
    }

    [Fact]
    public async Task A_process_that_is_killed_in_the_middle_leaves_a_file_as_it_was()
    {
        await using var large = await LargeDatabase.CreateAsync(20_000);
        await using var place = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        var before = await PortableDump.ReadAsync(place);
        using (var process = ShellProcess.Start(
            _lab.Folder, place.Address, _lab.KeyRing, "Copy-ClusterDatabase $args[0] $env:CLUSTER_DATABASE -Force -Confirm:$false", large.Address))
        {
            // What is not committed spills into the log.
            await Eventually.IsTrueAsync(() => process.HasExited || LengthOf(place.Address + "-wal") > 2_000_000, "nothing was written");
            Assert.False(process.HasExited, "The copy was over too soon.");
            await process.KillAsync();
        }

        Assert.Equal(before, await PortableDump.ReadAsync(place));
        Assert.Equal("ok", await place.ScalarAsync("PRAGMA integrity_check"));
        await AssertWorksAsync(place);
        await _lab.CopyAsync(large, place, replace: true);
        Assert.Equal(20_000L, await place.CountAsync("Containers"));
    }

    [Fact]
    public async Task A_backup_that_is_killed_leaves_no_file_under_its_name()
    {
        await using var large = await LargeDatabase.CreateAsync(20_000);
        Directory.CreateDirectory(_lab.File("backups"));
        using (var process = ShellProcess.Start(
            _lab.Folder, large.Address, _lab.KeyRing, "Backup-ClusterDatabase $args[0]", _lab.File("backups/backup.db")))
        {
            await Eventually.IsTrueAsync(() => process.HasExited || Directory.GetFiles(_lab.File("backups")).Any(file => LengthOf(file) > 0), "nothing was written");
            await process.KillAsync();
        }

        Assert.False(File.Exists(_lab.File("backups/backup.db")), "The backup was over too soon.");
        await AssertWorksAsync(large);
        await _lab.Transfers.BackupAsync(large.Database, _lab.File("backups/backup.db"), overwrite: false, new RecordingContext());
        Assert.Equal(20_000L, await FileTestDatabase.At(_lab.File("backups/backup.db")).CountAsync("Containers"));
    }

    [Theory]
    [InlineData(DatabaseEngine.PostgreSQL)]
    [InlineData(DatabaseEngine.MariaDB)]
    public async Task A_server_that_is_killed_in_the_middle_has_what_it_had(DatabaseEngine engine)
    {
        await using var server = await OwnServers.StartAsync(engine);
        await using var source = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await using var place = await ServerTestDatabase.CreateAsync(server);
        await FillAsync(place);
        var before = await PortableDump.ReadAsync(place);
        var blockade = await Blockade.RaiseAsync(place);
        var copy = Task.Run(() => _lab.CopyAsync(source, place, replace: true), Token);
        await blockade.IsReachedAsync(() => copy.IsCompleted);
        await server.KillAsync();
        var error = await Assert.ThrowsAsync<ClusterException>(() => copy);
        Assert.Equal(("NotConnected", ClusterErrorKind.Connection), (error.ErrorId, error.Kind));
        Assert.Contains(place.Database.Location, error.Message, StringComparison.Ordinal);

        await server.StartAsync();
        NpgsqlConnection.ClearAllPools();
        Assert.Equal(before, await PortableDump.ReadAsync(place));
        await _lab.CopyAsync(source, place, replace: true);
        Assert.Equal(await PortableDump.ReadAsync(source), await PortableDump.ReadAsync(place));
    }

    [Theory]
    [InlineData(DatabaseEngine.PostgreSQL)]
    [InlineData(DatabaseEngine.MariaDB)]
    public async Task A_source_that_goes_away_is_named(DatabaseEngine engine)
    {
        await using var server = await OwnServers.StartAsync(engine);
        await using var source = await ServerTestDatabase.CreateAsync(server);
        await source.Provider.MigrateAsync(source.Database, Token);
        await using var place = await TestDatabase.CreateMigratedAsync(DatabaseEngine.PostgreSQL);
        await place.ExecuteAsync(SampleRows.All);
        var before = await PortableDump.ReadAsync(place);
        await using (var blockade = await Blockade.RaiseAsync(place))
        {
            var copy = Task.Run(() => _lab.CopyAsync(source, place, replace: true), Token);
            await blockade.IsReachedAsync(() => copy.IsCompleted);
            await server.KillAsync();
            await blockade.DisposeAsync();
            var error = await Assert.ThrowsAsync<ClusterException>(() => copy);
            Assert.Equal("NotConnected", error.ErrorId);
            Assert.Contains(source.Database.Location, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await PortableDump.ReadAsync(place));
        await server.StartAsync();
    }

    [Fact]
    public async Task A_full_disk_leaves_what_was_there()
    {
        await using var large = await LargeDatabase.CreateAsync(2_000);
        await using var place = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        var before = await PortableDump.ReadAsync(place);

        // The limit stays with the pooled connection, which the copy gets.
        await using (var context = place.Provider.CreateFactory(place.Database).Create())
        {
            await using var transaction = await place.Provider.BeginWriteAsync(context, durable: false, Token);
            await using var command = ((SqliteConnection)Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(context.Database)).CreateCommand();
            command.CommandText = "PRAGMA max_page_count = 200";
            await command.ExecuteNonQueryAsync(Token);
        }

        var error = await Assert.ThrowsAsync<ClusterException>(() => _lab.CopyAsync(large, place, replace: true));
        Assert.Equal("DatabaseFull", error.ErrorId);
        Assert.Contains("no room left", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await PortableDump.ReadAsync(place));
        await AssertWorksAsync(place);
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    /// <summary>A database that can be worked in, with the sample rows.</summary>
    private async Task<TestDatabase> PlaceAsync(DatabaseEngine engine)
    {
        var place = await TestDatabase.CreateAsync(engine);
        await FillAsync(place);
        return place;
    }

    private async Task FillAsync(TestDatabase place)
    {
        await using var sample = await TestDatabase.CreateMigratedAsync(DatabaseEngine.SQLite);
        await sample.ExecuteAsync(SampleRows.All);
        await _lab.CopyAsync(sample, place);
    }

    private async Task AssertWorksAsync(TestDatabase place)
    {
        var session = await _lab.Engine.OpenAsync(place.Database, new RecordingContext());
        var site = await session.Sites.CreateAsync(
            new SiteDraft { Name = "works", InternalDomain = "w.internal", DhcpRange = "10.200.0.10-10.200.0.20", SubnetMask = "/24", Gateway = "10.200.0.1" },
            new RecordingContext());
        Assert.NotNull(site);
        await session.Sites.RemoveAsync(new SiteIdentity("works"), new RecordingContext());
    }
}
