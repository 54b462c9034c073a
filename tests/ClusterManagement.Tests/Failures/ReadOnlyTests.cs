using System.Runtime.Versioning;
using ClusterManagement.Tests.Databases;
using Xunit;

namespace ClusterManagement.Tests.Failures;

/// <summary>Databases that may be read and not written.</summary>
public sealed class ReadOnlyTests
{
    /// <summary>What a user whom file modes stop is told of a file in a folder.</summary>
    private const string Script = """
        $ErrorActionPreference = 'Continue'
        function Show($Name, $Problem) {
            "$Name id=$($Problem[0].FullyQualifiedErrorId.Split(',')[0])"
            "$Name message=$($Problem[0])"
            "$Name action=$($Problem[0].ErrorDetails.RecommendedAction)"
        }
        "listed=$((Get-ClusterSite -ErrorVariable problem -ErrorAction SilentlyContinue).Name)"
        if ($problem) { Show read $problem }
        Set-ClusterSite dc1 -Gateway 10.0.0.2 -ErrorVariable problem -ErrorAction SilentlyContinue
        if ($problem) { Show write $problem }
        try { Connect-ClusterDatabase $args[0] } catch { Show connect $_ }
        """;

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task A_server_that_takes_no_changes(DatabaseEngine engine)
    {
        await using var server = await OwnServers.StartAsync(engine);
        await using var lab = await FailureLab.StartAsync(await ServerTestDatabase.CreateAsync(server));
        await using var user = await DatabaseUser.CreateAsync(server, "SELECT, INSERT, UPDATE, DELETE", lab.Database);
        var database = user.Of(lab.Database);
        var store = lab.Store(database);
        await server.ExecuteAsync(engine == DatabaseEngine.PostgreSQL
            ? $"ALTER ROLE {user.Name} SET default_transaction_read_only = on"
            : "SET GLOBAL read_only = 1");

        Assert.Equal(["dc1"], await lab.ListAsync(database));
        await Failure.IsToldAsync(
            () => FailureLab.WriteAsync(store), database, "DatabaseReadOnly", ClusterErrorKind.Database, "cannot be written", "Connect to the primary server");
        await lab.AssertUnchangedAsync();

        await server.ExecuteAsync(engine == DatabaseEngine.PostgreSQL
            ? $"ALTER ROLE {user.Name} RESET default_transaction_read_only"
            : "SET GLOBAL read_only = 0");
        await lab.AssertWorksAsync(store);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_file_that_may_not_be_written()
    {
        await using var lab = await FailureLab.StartAsync(DatabaseEngine.SQLite);
        using var place = new Unprivileged();
        place.Take(lab.Database.Path!, UnixFileMode.UserRead);
        var said = await place.RunAsync(Script);

        Assert.Contains("listed=dc1", said, StringComparison.Ordinal);
        AssertTold(said, "write", "DatabaseReadOnly", $"'{place.Database}' cannot be opened for writing: the file, its folder", "the right to write the file, its folder, and the files ending in -wal and -shm");
        Assert.DoesNotContain("connect ", said, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_file_that_may_not_be_read()
    {
        await using var lab = await FailureLab.StartAsync(DatabaseEngine.SQLite);
        using var place = new Unprivileged();
        place.Take(lab.Database.Path!, UnixFileMode.None);
        var said = await place.RunAsync(Script);

        foreach (var step in new[] { "read", "write", "connect" })
        {
            AssertTold(said, step, "DatabaseError", $"'{place.Database}' cannot be opened", "this user may write it and the file");
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_folder_that_may_not_be_written()
    {
        await using var lab = await FailureLab.StartAsync(DatabaseEngine.SQLite);
        using var place = new Unprivileged();
        place.Take(lab.Database.Path!, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        place.Close();
        var said = await place.RunAsync(Script);

        foreach (var step in new[] { "read", "write", "connect" })
        {
            AssertTold(said, step, "DatabaseReadOnly", $"'{place.Database}' cannot be opened for writing", "the right to write the file, its folder");
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_folder_in_which_no_file_can_be_made()
    {
        using var place = new Unprivileged();
        place.Close();
        var said = await place.RunAsync(Script);

        foreach (var step in new[] { "read", "write", "connect" })
        {
            AssertTold(said, step, "DatabaseError", $"'{place.Database}' cannot be", "folder");
        }
    }

    /// <summary>A connection that was opened while the file could only be read is not used once it can be written.</summary>
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_file_that_may_be_written_again()
    {
        await using var lab = await FailureLab.StartAsync(DatabaseEngine.SQLite);
        using var place = new Unprivileged();
        place.Take(lab.Database.Path!, UnixFileMode.UserRead);
        var said = await place.RunAsync(Script + """

            foreach ($file in $args[0], "$($args[0])-wal", "$($args[0])-shm") { [System.IO.File]::SetUnixFileMode($file, 'UserRead, UserWrite') }
            Set-ClusterSite dc1 -DnsForwarders 1.1.1.1 -ErrorAction Stop
            "forwarders=$((Get-ClusterSite dc1).DnsForwarders)"
            """);

        AssertTold(said, "write", "DatabaseReadOnly", "cannot be opened for writing", "the right to write");
        Assert.Contains("forwarders=1.1.1.1", said, StringComparison.Ordinal);
    }

    private static void AssertTold(string said, string step, string id, string message, string action)
    {
        Assert.Contains($"{step} id={id}\n", said, StringComparison.Ordinal);
        Assert.Contains(message, Line("message"), StringComparison.Ordinal);
        Assert.Contains(action, Line("action"), StringComparison.Ordinal);

        string Line(string part) => said.Split('\n').Single(line => line.StartsWith($"{step} {part}=", StringComparison.Ordinal));
    }
}
