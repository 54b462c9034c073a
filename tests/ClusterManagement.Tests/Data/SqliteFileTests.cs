using System.Runtime.Versioning;
using ClusterManagement.Data;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ClusterManagement.Tests.Data;

/// <summary>What is SQLite's own: the settings of a connection, and who may read the file.</summary>
public sealed class SqliteFileTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_is_set_up_for_many_writers()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseEngine.SQLite);
        await using var context = DatabaseProvider.For(DatabaseEngine.SQLite).CreateFactory(database.Database).Create();

        Assert.Equal("wal", await PragmaAsync<string>(context, "journal_mode"));
        Assert.Equal(1, await PragmaAsync<int>(context, "foreign_keys"));

        // SQLite waits in slices, between which Ctrl+C is looked at, for as long as a command may wait for others.
        Assert.Equal(100, await PragmaAsync<int>(context, "busy_timeout"));
        Assert.Equal(30, ((SqliteConnection)context.Database.GetDbConnection()).DefaultTimeout);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_may_read_the_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        using var folder = new TemporaryFolder();
        var database = new ClusterDatabase { Path = folder.File("below/deep/cluster.db") };
        await DatabaseProvider.For(DatabaseEngine.SQLite).MigrateAsync(database, Token);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(database.Path));
        const UnixFileMode OwnersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(OwnersFolder, File.GetUnixFileMode(folder.File("below/deep")));
    }

    private static async Task<T> PragmaAsync<T>(DbContext context, string name)
    {
        await context.Database.OpenConnectionAsync(Token);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name};";
        return (T)Convert.ChangeType((await command.ExecuteScalarAsync(Token))!, typeof(T), null);
    }
}
