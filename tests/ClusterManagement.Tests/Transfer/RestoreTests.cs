using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ClusterManagement.Tests.Transfer;

/// <summary>What is restored, and what is refused before anything is touched.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly TransferLab _lab = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task A_backup_that_is_cut_short_anywhere_is_refused()
    {
        var (bytes, place) = await PrepareAsync();
        await using var keep = place;
        for (var length = 0; length < bytes.Length; length += length < 4096 ? 1000 : 4096 * 5)
        {
            var error = await RestoreFailsAsync(place, bytes[..length]);
            Assert.True(error.ErrorId == "BackupInvalid", $"{length} bytes: {error.ErrorId}: {error.Message}");
            Assert.Contains("damaged.db", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_backup_with_a_page_overwritten_is_refused_or_its_rows_are_whole()
    {
        var (bytes, place) = await PrepareAsync();
        await using var keep = place;
        var refused = 0;
        for (var page = 0; page < bytes.Length / 4096; page++)
        {
            var damaged = bytes.ToArray();
            Array.Fill(damaged, (byte)0xA5, page * 4096, 4096);
            await RestoreFailsAsync(place, damaged);
            refused++;
        }

        Assert.Equal(bytes.Length / 4096, refused);
    }

    [Theory]
    [InlineData("CREATE TABLE Songs (id INTEGER PRIMARY KEY)")]
    [InlineData("CREATE TABLE __EFMigrationsHistory (MigrationId TEXT PRIMARY KEY, ProductVersion TEXT)")]
    [InlineData("CREATE TABLE __EFMigrationsHistory (MigrationId TEXT PRIMARY KEY, ProductVersion TEXT); INSERT INTO __EFMigrationsHistory VALUES ('20200101000000_Theirs', '1')")]
    public async Task A_database_of_something_else_is_refused(string sql)
    {
        await using var place = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await FileTestDatabase.At(_lab.File("other.db")).ExecuteAsync(sql);
        var error = await TransferLab.RefusalAsync(place, () => RestoreAsync("other.db", place));

        Assert.Equal("BackupInvalid", error.ErrorId);
    }

    [Fact]
    public async Task A_backup_of_a_newer_module_is_refused()
    {
        await using var place = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        var backup = await _lab.BackupAsync(place);
        await FileTestDatabase.At(backup.Path).ExecuteAsync("INSERT INTO __EFMigrationsHistory VALUES ('29991231235959_FromTheFuture', '99')");
        var error = await TransferLab.RefusalAsync(place, () => _lab.RestoreAsync(backup, place));

        Assert.Equal("SchemaTooNew", error.ErrorId);
        Assert.Contains("FromTheFuture", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_file_and_no_whole_path_is_not_found()
    {
        await using var place = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        Assert.Equal("BackupNotFound", (await TransferLab.RefusalAsync(place, () => RestoreAsync("none.db", place))).ErrorId);
        Assert.Equal("BackupNotFound", (await TransferLab.RefusalAsync(place, () => RestoreAsync(".", place))).ErrorId);
        Assert.Empty(Directory.GetFiles(_lab.Folder));
    }

    [Fact]
    public async Task A_database_that_is_in_use_is_no_backup()
    {
        await using var live = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await using var place = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await using var open = new SqliteConnection($"Data Source={live.Database.Path};Pooling=False");
        open.Open();
        await using var command = open.CreateCommand();
        command.CommandText = "UPDATE Sites SET name = 'still in the log' WHERE id = 3";
        command.ExecuteNonQuery();
        var error = await TransferLab.RefusalAsync(place, () => _lab.Transfers.RestoreAsync(live.Database.Path!, place.Database, new RecordingContext()));

        Assert.Equal(("BackupInvalid", ClusterErrorKind.InUse), (error.ErrorId, error.Kind));
        Assert.Contains("Copy-ClusterDatabase", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_is_not_restored_from_itself()
    {
        await using var place = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        SqliteConnection.ClearAllPools();
        var error = await TransferLab.RefusalAsync(place, () => _lab.Transfers.RestoreAsync(place.Database.Path!, place.Database, new RecordingContext()));

        Assert.Equal("Path", Assert.IsType<InvalidValueException>(error).Parameter);
    }

    [Fact]
    public async Task The_backup_is_not_touched_even_where_it_cannot_be_written()
    {
        await using var place = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        var path = Directory.CreateDirectory(_lab.File("closed")).FullName;
        await _lab.Transfers.BackupAsync(place.Database, Path.Combine(path, "b c#?%41.db"), overwrite: false, new RecordingContext());
        var file = new FileInfo(Path.Combine(path, "b c#?%41.db"));
        var (bytes, written) = (await File.ReadAllBytesAsync(file.FullName, Token), file.LastWriteTimeUtc);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            await using var other = await TestDatabase.CreateAsync(DatabaseEngine.SQLite);
            await _lab.Transfers.RestoreAsync(file.FullName, other.Database, new RecordingContext());
            Assert.Equal(await PortableDump.ReadAsync(place), await PortableDump.ReadAsync(other));
        }
        finally
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        file.Refresh();
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file.FullName, Token));
        Assert.Equal(written, file.LastWriteTimeUtc);
        Assert.Equal([file.FullName], Directory.GetFiles(path));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_is_not_approved_is_not_restored(DatabaseEngine engine)
    {
        await using var source = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await using var place = await TestDatabase.CreateMigratedAsync(engine);
        await place.ExecuteAsync(SampleRows.All);
        var backup = await _lab.BackupAsync(source);
        var before = await PortableDump.ReadAsync(place);
        var context = new RecordingContext { IsApproving = false, IsRehearsal = true };

        Assert.Null(await _lab.Transfers.RestoreAsync(backup.Path, place.Database, context));
        Assert.Contains(context.Lines, line => line == $"Restore all rows of '{backup.Path}', replacing all 16 rows it holds database '{place.Database}'");
        Assert.Equal(before, await PortableDump.ReadAsync(place));
    }

    private async Task<(byte[] Bytes, TestDatabase Place)> PrepareAsync()
    {
        var place = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        var backup = await _lab.BackupAsync(place);
        return (await File.ReadAllBytesAsync(backup.Path, Token), place);
    }

    private async Task<ClusterException> RestoreFailsAsync(TestDatabase place, byte[] bytes)
    {
        await File.WriteAllBytesAsync(_lab.File("damaged.db"), bytes, Token);
        return await TransferLab.RefusalAsync(place, () => RestoreAsync("damaged.db", place));
    }

    private Task<IReadOnlyList<CopiedTable>?> RestoreAsync(string name, TestDatabase place) =>
        _lab.Transfers.RestoreAsync(_lab.File(name), place.Database, new RecordingContext());
}
