using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ClusterManagement.Tests.Transfer;

/// <summary>Copies that are refused, or that fail on the way, change nothing.</summary>
public sealed class RefusedCopyTests : IDisposable
{
    private readonly TransferLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_destination_that_holds_rows_is_refused(DatabaseEngine engine)
    {
        await using var source = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await using var place = await TestDatabase.CreateMigratedAsync(engine);
        await place.ExecuteAsync("UPDATE [Groups] SET [cn] = 'people', [version] = '00000000-0000-0000-0000-000000000009' WHERE [gidNumber] = 2000");
        var changedGroup = await TransferLab.RefusalAsync(place, () => _lab.CopyAsync(source, place));
        await place.ExecuteAsync(SampleRows.All);
        var filled = await TransferLab.RefusalAsync(place, () => _lab.CopyAsync(source, place));

        Assert.Equal(("DatabaseNotEmpty", ClusterErrorKind.InUse), (changedGroup.ErrorId, changedGroup.Kind));
        Assert.Contains("(Groups: 1)", changedGroup.Message, StringComparison.Ordinal);
        Assert.Equal("DatabaseNotEmpty", filled.ErrorId);
        Assert.Contains("-Force", filled.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_database_is_not_copied_to_itself_under_another_name(DatabaseEngine engine)
    {
        await using var database = await FilledDatabase.CreateAsync(engine);
        await using var other = await TestDatabase.CreateMigratedAsync(engine);
        foreach (var address in OtherNames(database))
        {
            var again = address.Contains("://", StringComparison.Ordinal)
                ? _lab.Engine.Databases.Locate(new SecretText(address))
                : new ClusterDatabase { Path = address };
            var error = await TransferLab.RefusalAsync(database, () => _lab.Transfers.CopyAsync(database.Database, again, replace: true, new RecordingContext()));
            Assert.Equal("Destination", Assert.IsType<InvalidValueException>(error).Parameter);
        }

        // Another database of the same server is another one.
        await _lab.CopyAsync(database, other);
        Assert.Equal(await PortableDump.ReadAsync(database), await PortableDump.ReadAsync(other));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Schemas_that_do_not_fit_are_refused_on_either_side(DatabaseEngine engine)
    {
        await using var good = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await using var place = await TestDatabase.CreateMigratedAsync(engine);
        await place.ExecuteAsync("INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion]) VALUES ('29991231235959_FromTheFuture', '99')");
        Assert.Equal("SchemaTooNew", (await TransferLab.RefusalAsync(place, () => _lab.CopyAsync(good, place))).ErrorId);
        Assert.Equal("SchemaTooNew", (await TransferLab.RefusalAsync(good, () => _lab.CopyAsync(place, good, replace: true))).ErrorId);
        Assert.Equal("SchemaTooNew", (await Assert.ThrowsAsync<ClusterException>(() => _lab.BackupAsync(place))).ErrorId);

        await place.ExecuteAsync($"DELETE FROM [__EFMigrationsHistory] WHERE [MigrationId] >= '{place.Provider.KnownMigrations[^1]}'");
        Assert.Equal("SchemaOutdated", (await TransferLab.RefusalAsync(place, () => _lab.CopyAsync(good, place))).ErrorId);
        Assert.Equal("SchemaOutdated", (await TransferLab.RefusalAsync(good, () => _lab.CopyAsync(place, good, replace: true))).ErrorId);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_source_that_is_not_there_or_something_else_is_refused(DatabaseEngine engine)
    {
        await using var missing = await TestDatabase.CreateAsync(engine);
        await using var place = await TestDatabase.CreateMigratedAsync(DatabaseEngine.SQLite);
        Assert.Equal("DatabaseNotFound", (await TransferLab.RefusalAsync(place, () => _lab.CopyAsync(missing, place))).ErrorId);
        if (engine == DatabaseEngine.SQLite) Assert.False(File.Exists(missing.Database.Path));
        await missing.ExecuteAsync("CREATE TABLE [Sites] ([x] int)");

        Assert.Equal("DatabaseError", (await TransferLab.RefusalAsync(place, () => _lab.CopyAsync(missing, place))).ErrorId);
        Assert.Equal("DatabaseError", (await TransferLab.RefusalAsync(place, () => _lab.CopyAsync(place, missing, replace: true))).ErrorId);
        Assert.Equal(0L, await missing.CountAsync("Sites"));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_is_not_approved_is_not_made(DatabaseEngine engine)
    {
        await using var source = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await using var place = await TestDatabase.CreateAsync(engine);
        var refusing = new RecordingContext { IsApproving = false, IsRehearsal = true };

        Assert.Null(await _lab.Transfers.CopyAsync(source.Database, place.Database, replace: true, refusing));
        Assert.Contains(refusing.Lines, line => line == $"Copy all rows of '{source.Database}' database '{place.Database}'");
        Assert.Null((await _lab.Engine.Databases.DescribeAsync(place.Database, TestContext.Current.CancellationToken)).SchemaVersion);
        if (engine == DatabaseEngine.SQLite) Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(place.Database.Path)!));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Rows_that_arrive_otherwise_than_they_were_read_undo_the_copy(DatabaseEngine engine)
    {
        await using var source = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await using var place = await TestDatabase.CreateMigratedAsync(engine);
        await place.ExecuteAsync(SampleRows.All);
        var tamper = engine switch
        {
            DatabaseEngine.SQLite => "CREATE TRIGGER [tamper] AFTER INSERT ON [Jobs] BEGIN UPDATE [Jobs] SET [name] = [name] || ' ' WHERE [id] = NEW.[id]; END",
            DatabaseEngine.PostgreSQL =>
                "CREATE FUNCTION tamper() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.[name] := NEW.[name] || ' '; RETURN NEW; END $$; "
                + "CREATE TRIGGER tamper BEFORE INSERT ON [Jobs] FOR EACH ROW EXECUTE FUNCTION tamper()",
            _ => "CREATE TRIGGER [tamper] BEFORE INSERT ON [Jobs] FOR EACH ROW SET NEW.[name] = CONCAT(NEW.[name], ' ')",
        };
        await place.ExecuteAsync(tamper);
        var error = await TransferLab.RefusalAsync(place, () => _lab.CopyAsync(source, place, replace: true));

        Assert.Equal(("CopyFailed", ClusterErrorKind.Database), (error.ErrorId, error.Kind));
        Assert.Contains("Jobs did not arrive", error.Message, StringComparison.Ordinal);
        Assert.Contains("2 of 2 rows", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DatabaseEngine.PostgreSQL, "UPDATE Jobs SET name = printf('%.300c', 'x') WHERE id = 12", "from 1 to 12")]
    [InlineData(DatabaseEngine.MariaDB, "UPDATE Jobs SET name = printf('%.300c', 'x') WHERE id = 12", "from 1 to 12")]
    [InlineData(DatabaseEngine.PostgreSQL, "UPDATE Jobs SET name = 'a' || char(0) || 'b' WHERE id = 12", "Jobs")]
    [InlineData(DatabaseEngine.MariaDB, "UPDATE Sites SET name = 'dc Uber 2' WHERE id = 3", "the same Sites.name")]
    [InlineData(DatabaseEngine.PostgreSQL, "UPDATE Nodes SET siteId = 4711", "Nodes")]
    [InlineData(DatabaseEngine.PostgreSQL, "UPDATE Containers SET cores = 5000000000 WHERE id = 5", "Containers")]
    [InlineData(DatabaseEngine.MariaDB, "UPDATE Containers SET cores = 'many' WHERE id = 5", "cores of Containers holds a value that is no Number, in the row 5")]
    [InlineData(DatabaseEngine.SQLite, "UPDATE Containers SET createdAt = 'yesterday' WHERE id = 5", "createdAt of Containers holds a value that is no Time, in the row 5")]
    public async Task Rows_that_the_destination_cannot_hold_undo_the_copy(DatabaseEngine engine, string spoil, string words)
    {
        await using var source = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await source.ExecuteAsync("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; " + spoil);
        await using var place = await TestDatabase.CreateMigratedAsync(engine);
        await place.ExecuteAsync(SampleRows.All);
        var error = await TransferLab.RefusalAsync(place, () => _lab.CopyAsync(source, place, replace: true));

        Assert.Equal("CopyFailed", error.ErrorId);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_come_while_the_question_is_asked_are_not_overrun()
    {
        await using var source = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await using var place = await TestDatabase.CreateMigratedAsync(DatabaseEngine.SQLite);
        var error = await Assert.ThrowsAsync<ClusterException>(
            () => _lab.Transfers.CopyAsync(source.Database, place.Database, replace: false, new SlowlyAsked(() => place.ExecuteAsync(SampleRows.All))));

        Assert.Equal("DatabaseNotEmpty", error.ErrorId);
        Assert.Equal(1L, await place.CountAsync("Sites"));
    }

    [Fact]
    public async Task A_copy_that_fails_leaves_no_new_file()
    {
        await using var source = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await source.ExecuteAsync("UPDATE Jobs SET completedAt = 'soon' WHERE id = 12");
        await Assert.ThrowsAsync<ClusterException>(
            () => _lab.Transfers.CopyAsync(source.Database, new ClusterDatabase { Path = _lab.File("new.db") }, replace: false, new RecordingContext()));

        Assert.Empty(Directory.GetFiles(_lab.Folder));
    }

    [Fact]
    public async Task A_new_file_is_a_database_to_work_in_and_takes_nothing_from_one_that_was_deleted()
    {
        // What a process that was killed leaves, after somebody has deleted the database but not its log.
        await using (var killed = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite))
        {
            await using var open = new SqliteConnection($"Data Source={killed.Database.Path};Pooling=False");
            open.Open();
            await using var command = open.CreateCommand();
            command.CommandText = "UPDATE Sites SET name = 'from the grave ' || id; UPDATE Jobs SET name = 'from the grave'";
            command.ExecuteNonQuery();
            File.Copy(killed.Database.Path + "-wal", _lab.File("new.db-wal"));
        }

        await using var source = await FilledDatabase.CreateAsync(DatabaseEngine.SQLite);
        await _lab.Transfers.CopyAsync(source.Database, new ClusterDatabase { Path = _lab.File("new.db") }, replace: false, new RecordingContext());
        var place = FileTestDatabase.At(_lab.File("new.db"));

        Assert.Equal("wal", await place.ScalarAsync("PRAGMA journal_mode"));
        Assert.Equal("ok", await place.ScalarAsync("PRAGMA integrity_check"));
        Assert.Equal(await PortableDump.ReadAsync(source), await PortableDump.ReadAsync(place));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(place.Address));
    }

    private static IEnumerable<string> OtherNames(TestDatabase database)
    {
        yield return database.Address;
        if (database.Database.Engine != DatabaseEngine.SQLite)
        {
            yield return database.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
            yield break;
        }

        var folder = Path.GetDirectoryName(database.Address)!;
        yield return Path.Combine(folder, "..", Path.GetFileName(folder), "cluster.db");
        yield return File.CreateSymbolicLink(Path.Combine(folder, "link.db"), database.Address).FullName;
        yield return Path.Combine(Directory.CreateSymbolicLink(folder + "-link", folder).FullName, "cluster.db");
        Directory.Delete(folder + "-link");
    }

    /// <summary>Lets something happen while the question waits for an answer, which is yes.</summary>
    private sealed class SlowlyAsked(Func<Task> meanwhile) : IOperationContext
    {
        public string Command => "Test-Command";

        public CancellationToken CancellationToken => TestContext.Current.CancellationToken;

        public bool IsRehearsal => false;

        public async ValueTask<bool> ApproveAsync(string target, string action)
        {
            await meanwhile();
            return true;
        }

        public void Verbose(string message)
        {
        }

        public void Debug(string message)
        {
        }

        public void Warning(string message)
        {
        }

        public void Progress(OperationProgress progress)
        {
        }
    }
}
