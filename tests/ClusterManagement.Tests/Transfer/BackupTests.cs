using System.Runtime.Versioning;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Xunit;

namespace ClusterManagement.Tests.Transfer;

/// <summary>Backups of every engine: one whole file, which gives back the same rows on every engine.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TransferLab _lab = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(DatabaseEngine.SQLite, DatabaseEngine.PostgreSQL)]
    [InlineData(DatabaseEngine.PostgreSQL, DatabaseEngine.MariaDB)]
    [InlineData(DatabaseEngine.MariaDB, DatabaseEngine.SQLite)]
    [InlineData(DatabaseEngine.SQLite, DatabaseEngine.SQLite)]
    public async Task A_backup_holds_all_rows_and_gives_them_back(DatabaseEngine from, DatabaseEngine to)
    {
        await using var database = await FilledDatabase.CreateAsync(from);
        var expected = await PortableDump.ReadAsync(database);
        var before = DateTime.UtcNow.AddTicks(-10);
        var backup = await _lab.BackupAsync(database);

        Assert.Equal((_lab.File("backup.db"), (long)expected.Count), (backup.Path, backup.Rows));
        Assert.Equal((new FileInfo(backup.Path).Length, database.Provider.KnownMigrations[^1]), (backup.Size, backup.SchemaVersion));
        Assert.InRange(backup.CreatedAt, before, DateTime.UtcNow);
        Assert.Equal(expected, await PortableDump.ReadAsync(database));
        Assert.Equal(expected, await PortableDump.ReadAsync(FileTestDatabase.At(backup.Path)));

        await using var place = await TestDatabase.CreateMigratedAsync(to);
        await place.ExecuteAsync(SampleRows.All);
        var tables = await _lab.RestoreAsync(backup, place);
        Assert.Equal(expected, await PortableDump.ReadAsync(place));
        Assert.Equal(expected.Count, tables.Sum(table => table.Rows));
        Assert.Equal(1L, Convert.ToInt64(await place.ScalarAsync("SELECT count(*) FROM [AuditEvents] WHERE [resource] = 'Database' AND [after] LIKE '%backup.db%'"), null));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_backup_is_one_file_that_needs_nothing_beside_it(DatabaseEngine engine)
    {
        await using var database = await FilledDatabase.CreateAsync(engine);
        Directory.CreateDirectory(_lab.File("backups"));
        await _lab.Transfers.BackupAsync(database.Database, _lab.File("backups/one.db"), overwrite: false, new RecordingContext());

        var file = FileTestDatabase.At(_lab.File("backups/one.db"));
        Assert.Equal("delete", await file.ScalarAsync("PRAGMA journal_mode"));
        Assert.Equal("ok", await file.ScalarAsync("PRAGMA integrity_check"));
        Assert.Equal([file.Address], Directory.GetFiles(_lab.File("backups")));
        await using var place = await TestDatabase.CreateAsync(DatabaseEngine.SQLite);
        await _lab.Transfers.RestoreAsync(file.Address, place.Database, new RecordingContext());
        Assert.Equal([file.Address], Directory.GetFiles(_lab.File("backups")));
    }

    [Theory]
    [InlineData(DatabaseEngine.SQLite)]
    [InlineData(DatabaseEngine.PostgreSQL)]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_may_read_it(DatabaseEngine engine)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await using var database = await FilledDatabase.CreateAsync(engine);
        await File.WriteAllTextAsync(_lab.File("backup.db"), "An older backup, for everybody.", Token);
        File.SetUnixFileMode(_lab.File("backup.db"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        await _lab.Transfers.BackupAsync(database.Database, _lab.File("backup.db"), overwrite: true, new RecordingContext());
        const UnixFileMode Shared = (UnixFileMode)0b111_111_000 | UnixFileMode.SetGroup;
        Directory.CreateDirectory(_lab.File("shared"), Shared);
        File.SetUnixFileMode(_lab.File("shared"), Shared);
        await _lab.Transfers.BackupAsync(database.Database, _lab.File("shared/backup.db"), overwrite: false, new RecordingContext());

        Assert.All((string[])["backup.db", "shared/backup.db"], name => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_lab.File(name))));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_database_with_an_older_schema_is_backed_up_as_it_is_and_upgraded_when_it_is_restored(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using (var context = database.Provider.CreateFactory(database.Database).Create())
        {
            await context.GetService<IMigrator>().MigrateAsync(database.Provider.KnownMigrations[0], Token);
        }

        await database.ExecuteAsync(SampleRows.FirstSchema);
        var older = await TableDump.ReadAsync(database);
        var backup = await _lab.BackupAsync(database);
        var bytes = await File.ReadAllBytesAsync(backup.Path, Token);
        Assert.Equal(database.Provider.KnownMigrations[0], backup.SchemaVersion);
        Assert.Equal(backup.Rows, (await TableDump.ReadAsync(FileTestDatabase.At(backup.Path))).Sum(table => table.Value.Count));

        await using var place = await TestDatabase.CreateAsync(engine);
        await _lab.RestoreAsync(backup, place);
        await _lab.Engine.Databases.InitializeAsync(database.Database, new RecordingContext());
        Assert.Equal(WithoutSeed(await PortableDump.ReadAsync(database)), WithoutSeed(await PortableDump.ReadAsync(place)));
        Assert.Equal(older["Containers"], (await TableDump.ReadAsync(place))["Containers"]);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(backup.Path, Token));

        // The default groups are made at the moment of the upgrade.
        static IEnumerable<string> WithoutSeed(IEnumerable<string> lines) => lines.Where(line => !line.StartsWith("Groups", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_only_when_told_to()
    {
        await using var database = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        var path = _lab.File("backup.db");
        await File.WriteAllTextAsync(path, "Something to keep.", Token);
        var error = await Assert.ThrowsAsync<ClusterException>(() => _lab.BackupAsync(database));

        Assert.Equal(("BackupAlreadyExists", ClusterErrorKind.AlreadyExists), (error.ErrorId, error.Kind));
        Assert.Contains("-Force", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("Something to keep.", await File.ReadAllTextAsync(path, Token));
        Assert.Null(await _lab.Transfers.BackupAsync(database.Database, path, overwrite: true, new RecordingContext { IsApproving = false }));
        Assert.Equal("Something to keep.", await File.ReadAllTextAsync(path, Token));
        await _lab.Transfers.BackupAsync(database.Database, path, overwrite: true, new RecordingContext());
        Assert.Equal(await PortableDump.ReadAsync(database), await PortableDump.ReadAsync(FileTestDatabase.At(path)));
        Assert.Equal([path], Directory.GetFiles(_lab.Folder));
    }

    [Fact]
    public async Task A_database_is_never_overwritten_by_a_backup()
    {
        await using var database = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await using var other = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        File.CreateSymbolicLink(_lab.File("link.db"), database.Database.Path!);
        var link = Directory.CreateSymbolicLink(_lab.File("link"), Path.GetDirectoryName(database.Database.Path)!);
        await using var open = new SqliteConnection($"Data Source={other.Database.Path};Pooling=False");
        open.Open();
        await using (var command = open.CreateCommand())
        {
            command.CommandText = "UPDATE Sites SET name = 'still in the log' WHERE id = 3";
            command.ExecuteNonQuery();
        }

        string[] paths = [database.Database.Path!, _lab.File("link.db"), Path.Combine(link.FullName, "cluster.db"), other.Database.Path!];
        foreach (var path in paths)
        {
            var error = await TransferLab.RefusalAsync(other, () => _lab.Transfers.BackupAsync(database.Database, path, overwrite: true, new RecordingContext()));
            Assert.Equal("InvalidValue", error.ErrorId);
            Assert.Contains("in use", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("no/such/folder/backup.db")]
    [InlineData("")]
    public async Task A_place_where_no_file_can_be_is_refused(string path)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseEngine.SQLite);
        var error = await Assert.ThrowsAsync<InvalidValueException>(
            () => _lab.Transfers.BackupAsync(database.Database, Path.Combine(_lab.Folder, path), overwrite: true, new RecordingContext()));

        Assert.Equal("Path", error.Parameter);
        Assert.Empty(Directory.GetFileSystemEntries(_lab.Folder));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_is_not_there_cannot_be_backed_up_and_is_not_made(DatabaseEngine engine)
    {
        await using var place = await TestDatabase.CreateAsync(engine);
        var error = await Assert.ThrowsAsync<ObjectNotFoundException>(() => _lab.BackupAsync(place));

        Assert.Equal("DatabaseNotFound", error.ErrorId);
        Assert.Empty(Directory.GetFiles(_lab.Folder));
        Assert.Null((await _lab.Engine.Databases.DescribeAsync(place.Database, Token)).SchemaVersion);
        if (engine == DatabaseEngine.SQLite) Assert.False(File.Exists(place.Database.Path));
    }

    [Fact]
    public async Task A_damaged_database_is_not_passed_off_as_a_backup()
    {
        await using var database = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await database.ExecuteAsync("PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = 2 WHERE name = 'IX_Sites_name'");
        var error = await Assert.ThrowsAsync<ClusterException>(() => _lab.BackupAsync(database));

        Assert.Equal("DatabaseError", error.ErrorId);
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_lab.Folder));
    }
}
