using System.Runtime.Versioning;
using ClusterManagement.Data;
using ClusterManagement.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ClusterManagement.Tests.Data;

/// <summary>Tables and columns carry the names of the spec, and the migrations make what the model says.</summary>
public sealed class SchemaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Sites", "name internalDomain dhcpRange subnetMask gateway dnsForwarders")]
    [InlineData("Nodes", "name siteId ipv4Address apiUrl apiTokenIdOrUsername apiTokenSecretOrPassword disableTlsVerification")]
    [InlineData("Containers", "hostname name nodeId containerId macAddress ipv4Address status")]
    [InlineData("Services", "containerId type containerPort")]
    [InlineData("HTTPServices", "externalHostname externalDomainId")]
    [InlineData("TransportServices", "protocol externalPort useTls")]
    [InlineData("DnsServices", "recordType serviceName")]
    [InlineData("ExternalDomains", "domain siteId acmeEmail acmeDirectory cloudflareApiEmail cloudflareApiKey")]
    [InlineData("Jobs", "name associatedResource status createdAt updatedAt")]
    [InlineData("JobStatuses", "jobId message createdAt updatedAt")]
    public async Task A_table_has_the_columns_of_the_spec(string table, string columns)
    {
        using var file = await SqlFile.CreateAsync();
        var there = file.Column($"SELECT name FROM pragma_table_info('{table}')");

        Assert.Equal([], columns.Split(' ').Except(there, StringComparer.Ordinal));
        Assert.All(there, name => Assert.True(char.IsLower(name[0]), name));
        Assert.Contains(table, file.Column("SELECT name FROM sqlite_master WHERE type = 'table'"));
    }

    [Fact]
    public async Task The_model_and_the_migrations_agree()
    {
        using var file = await SqlFile.CreateAsync();
        await using var context = DatabaseProvider.For(DatabaseEngine.SQLite).CreateFactory(file.Database).Create();

        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Token));
    }

    [Fact]
    public async Task A_connection_is_set_up_for_many_writers()
    {
        using var file = await SqlFile.CreateAsync();
        await using var context = DatabaseProvider.For(DatabaseEngine.SQLite).CreateFactory(file.Database).Create();

        Assert.Equal("wal", await PragmaAsync<string>(context, "journal_mode"));
        Assert.Equal(1, await PragmaAsync<int>(context, "foreign_keys"));
        Assert.Equal(30_000, await PragmaAsync<int>(context, "busy_timeout"));
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
