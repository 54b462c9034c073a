using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Import;

/// <summary>Which databases are taken for one of opensource-server, by their schema alone, and how others are refused.</summary>
public sealed class SourceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("seed", "the seed era")]
    [InlineData("head", "the era of HEAD")]
    public async Task An_empty_one_gives_only_its_groups_of_old(string era, string said)
    {
        await using var lab = await ImportLab.StartAsync(era, withRows: false);
        await lab.Source.ExecuteAsync("""
            INSERT INTO [Groups] ([gidNumber], [cn], [isAdmin], [createdAt], [updatedAt]) VALUES (2000, 'sysadmins', 1, '2026-01-10', '2026-01-10'), (2001, 'ldapusers', 0, '2026-01-10', '2026-01-10');
            """);
        var context = new RecordingContext();

        var report = await lab.ImportAsync(context);

        Assert.Equal([("sysadmins", ImportOutcome.Present), ("ldapusers", ImportOutcome.Present)], report.Select(result => (result.Name, result.Outcome)));
        Assert.Contains(context.Lines, line => line.EndsWith($"is one of opensource-server, of {said}.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_in_between_is_read_with_the_columns_it_has()
    {
        await using var lab = await ImportLab.StartAsync();
        await lab.Source.ExecuteAsync("""
            ALTER TABLE [Containers] ADD COLUMN [status] VARCHAR(20) NOT NULL DEFAULT 'running';
            ALTER TABLE [Containers] ADD COLUMN [siteId] INTEGER;
            UPDATE [Containers] SET [status] = 'restarting' WHERE [id] = 2;
            UPDATE [Containers] SET [status] = 'Stopped' WHERE [id] = 3;
            """);
        var context = new RecordingContext();

        var report = await lab.ImportAsync(context);

        Assert.Contains(context.Lines, line => line.EndsWith("of an era between the seed and HEAD.", StringComparison.Ordinal));
        Assert.Equal(
            ["web1 | running | ", "db1 | unknown | Taken over from opensource-server; Proxmox has not been asked yet.", "app1 | stopped | "],
            await lab.RowsAsync("SELECT [hostname], [status], [statusReason] FROM [Containers] ORDER BY [id]"));
        Assert.Contains("the status is unknown; there it is 'restarting'", report.Single(result => result.Name == "DB1").Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("status", report.Single(result => result.Name == "web1").Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DROP TABLE [DnsServices]", "it lacks DnsServices.")]
    [InlineData("ALTER TABLE [Services] RENAME COLUMN [internalPort] TO [port]; ALTER TABLE [Nodes] DROP COLUMN [secret]", "it lacks Nodes.secret, Services.internalPort.")]
    public async Task One_that_lacks_something_is_refused_by_what_it_lacks(string change, string said)
    {
        await using var lab = await ImportLab.StartAsync();
        await lab.Source.ExecuteAsync(change);

        var error = await RefusalAsync(lab, lab.Source.Database);

        Assert.Equal((ErrorIds.ForeignDatabase, ClusterErrorKind.Schema), (error.ErrorId, error.Kind));
        Assert.StartsWith($"The database '{lab.Source.Database}' is not one of opensource-server: looked for 14 tables (Sites, Nodes, Containers, Services,", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(said, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task One_of_this_module_is_refused(DatabaseEngine engine)
    {
        await using var lab = await ImportLab.StartAsync(to: engine);

        var error = await RefusalAsync(lab, lab.Target.Database);

        Assert.Equal(ErrorIds.ForeignDatabase, error.ErrorId);
        Assert.EndsWith("it is one of this module.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Copy-ClusterDatabase", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        await using var lab = await ImportLab.StartAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("note.txt"), new string('x', 4096), Token);
        await File.WriteAllTextAsync(folder.File("empty.db"), string.Empty, Token);

        Assert.Equal(ErrorIds.ForeignDatabase, (await RefusalAsync(lab, new ClusterDatabase { Path = folder.File("note.txt") })).ErrorId);
        Assert.Equal(ErrorIds.ForeignDatabase, (await RefusalAsync(lab, new ClusterDatabase { Path = folder.File("empty.db") })).ErrorId);
        Assert.Equal("DatabaseNotFound", (await RefusalAsync(lab, new ClusterDatabase { Path = folder.File("missing.db") })).ErrorId);
        Assert.False(File.Exists(folder.File("missing.db")));
    }

    [Theory]
    [InlineData(DatabaseEngine.PostgreSQL)]
    [InlineData(DatabaseEngine.MariaDB)]
    public async Task A_database_that_a_server_does_not_have_is_not_found(DatabaseEngine engine)
    {
        await using var lab = await ImportLab.StartAsync(from: engine, withRows: false);
        var missing = lab.Engine.Databases.Locate(new SecretText(lab.Source.Address + "_gone"));

        var error = await RefusalAsync(lab, missing);

        Assert.Equal("DatabaseNotFound", error.ErrorId);
        Assert.Contains("never made", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_of_the_wrong_type_are_refused_where_they_stand()
    {
        await using var lab = await ImportLab.StartAsync();
        await lab.Source.ExecuteAsync("""
            UPDATE [Containers] SET [containerId] = 'many' WHERE [id] = 1;
            UPDATE [Nodes] SET [tlsVerify] = 'perhaps' WHERE [id] = 3;
            UPDATE [TransportServices] SET [externalPort] = 22.5 WHERE [id] = 4;
            UPDATE [Sites] SET [dnsForwarders] = X'00FF' WHERE [id] = 2;
            UPDATE [Groups] SET [isAdmin] = 2 WHERE [cn] = 'developers';
            UPDATE [Jobs] SET [createdAt] = 'yesterday' WHERE [id] = 1;
            UPDATE [Jobs] SET [status] = 'asleep' WHERE [id] = 4;
            UPDATE [Users] SET [uidNumber] = 99999999999 WHERE [uid] = 'dave';
            """);

        var report = (await lab.ImportAsync()).Where(result => result.Outcome == ImportOutcome.Refused).ToDictionary(result => $"{result.Kind} {result.Name}", result => result.Reason);

        Assert.Equal("containerId 'many' is not valid. Allowed: a whole number", report["Container web1"]);
        Assert.Equal("its container web1 was refused", report["Service tcp 2201 of web1"]);
        Assert.Equal("dnsForwarders '(bytes)' is not valid. Allowed: a text", report["Site Berlin"]);
        Assert.Equal("its site Berlin was refused", report["Node PVE3"]);
        Assert.Equal("isAdmin '2' is not valid. Allowed: true or false", report["Group developers"]);
        Assert.Equal("when it was made is not known", report["Job 1 node bin/create-container.js --container-id=1"]);
        Assert.Equal("status 'asleep' is not valid. Allowed: pending, running, success, failure or cancelled", report["Job 4 node bin/create-container.js --container-id=3"]);
        Assert.Equal($"uidNumber '99999999999' is not valid. Allowed: a number up to {int.MaxValue}", report["User dave"]);
    }

    private static Task<ClusterException> RefusalAsync(ImportLab lab, ClusterDatabase source) => Assert.ThrowsAnyAsync<ClusterException>(
        async () => await lab.Session.Imports.ImportAsync(source, skipJobs: false, new RecordingContext()).ToListAsync(Token));
}
