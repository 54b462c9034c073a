using System.Security.Cryptography;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Import;

/// <summary>What holds of every import: once, whole, without a trace of secrets, and without touching the other database.</summary>
public sealed class ImportTests
{
    private const string AllTables = "Sites Nodes ExternalDomains Containers Services HTTPServices TransportServices DnsServices Users Groups UserGroups "
        + "SessionSecrets Jobs JobStatuses AllocationPools AuditEvents";

    /// <summary>Each era on each engine of ours.</summary>
    public static TheoryData<string, DatabaseEngine> Targets => new()
    {
        { "seed", DatabaseEngine.SQLite }, { "seed", DatabaseEngine.PostgreSQL }, { "seed", DatabaseEngine.MariaDB },
        { "head", DatabaseEngine.SQLite }, { "head", DatabaseEngine.PostgreSQL }, { "head", DatabaseEngine.MariaDB },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_second_run_changes_nothing(string era, DatabaseEngine to)
    {
        await using var lab = await ImportLab.StartAsync(era, to: to);
        var first = await lab.ImportAsync();
        var before = await DumpAsync(lab.Target);
        var asked = new RecordingContext { BeforeApproval = () => throw new InvalidOperationException("There is nothing to approve.") };

        var second = await lab.ImportAsync(asked);

        Assert.Equal(before, await DumpAsync(lab.Target));
        Assert.Equal(first.Select(result => (result.Kind, result.Name)), second.Select(result => (result.Kind, result.Name)));
        Assert.All(first.Zip(second), pair => Assert.Equal(
            pair.First.Outcome == ImportOutcome.Refused ? ImportOutcome.Refused : ImportOutcome.Present, pair.Second.Outcome));
        Assert.All(first.Zip(second).Where(pair => pair.First.Outcome == ImportOutcome.Refused), pair => Assert.Equal(pair.First.Reason, pair.Second.Reason));
        Assert.Equal(
            ["interns", "sysadmins", "ldapusers", "developers"],
            second.Where(result => result is { Outcome: ImportOutcome.Present, Reason: not null }).Select(result => result.Name));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_rehearsal_reports_the_same_and_writes_nothing(string era, DatabaseEngine to)
    {
        await using var lab = await ImportLab.StartAsync(era, to: to);
        var before = await DumpAsync(lab.Target);
        var rehearsal = new RecordingContext { IsRehearsal = true, IsApproving = false };

        var report = await lab.ReportAsync(rehearsal);

        Assert.Equal(SourceScript.Report(era, "sqlite"), report);
        Assert.Equal(before, await DumpAsync(lab.Target));
        Assert.False(Directory.Exists(lab.KeyRing), "A key was made.");
        Assert.Contains(
            "Import 2 Sites, 3 Nodes, 2 ExternalDomains, 3 Containers, 6 Services, 3 Groups, 4 Users, 7 GroupMembers, 2 SessionSecrets, 4 Jobs "
            + $"from '{lab.Source.Database}' database '{lab.Target.Database}'", rehearsal.Lines);
    }

    [Fact]
    public async Task What_is_not_approved_is_neither_written_nor_reported()
    {
        await using var lab = await ImportLab.StartAsync();
        var before = await DumpAsync(lab.Target);

        Assert.Empty(await lab.ImportAsync(new RecordingContext { IsApproving = false }));

        Assert.Equal(before, await DumpAsync(lab.Target));
    }

    [Theory]
    [InlineData("seed")]
    [InlineData("head")]
    public async Task The_file_it_reads_stays_as_it_is(string era)
    {
        await using var lab = await ImportLab.StartAsync(era);
        var path = lab.Source.Database.Path!;
        File.SetAttributes(path, FileAttributes.ReadOnly);
        var before = SHA256.HashData(await File.ReadAllBytesAsync(path, Token));

        await lab.ImportAsync();

        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(path, Token)));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
        File.SetAttributes(path, FileAttributes.Normal);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task What_it_reads_with_can_write_nothing_and_sees_one_moment(DatabaseEngine engine)
    {
        await using var lab = await ImportLab.StartAsync("head", engine);
        await using var transaction = await lab.Source.Provider.OpenReadOnlyAsync(lab.Source.Database, Token);
        await using var connection = transaction.Connection!;
        async Task<object?> RunAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            (command.Transaction, command.CommandText) = (transaction, lab.Source.Provider.Sql(sql));
            return await command.ExecuteScalarAsync(Token);
        }

        Assert.Equal(5L, Convert.ToInt64(await RunAsync("SELECT count(*) FROM [Sites]"), null));

        // SQLite's default journal lets nobody write while somebody reads; a server's snapshot stays what it was.
        if (engine != DatabaseEngine.SQLite)
        {
            await lab.Source.ExecuteAsync("DELETE FROM [Sites] WHERE [id] = 5");
            Assert.Equal(5L, Convert.ToInt64(await RunAsync("SELECT count(*) FROM [Sites]"), null));
        }

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => RunAsync("UPDATE [Sites] SET [name] = 'x'"));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_failure_in_the_middle_leaves_nothing(DatabaseEngine to)
    {
        await using var lab = await ImportLab.StartAsync(to: to);
        var before = await DumpAsync(lab.Target);
        await lab.Target.ExecuteAsync("ALTER TABLE [JobStatuses] RENAME TO [Elsewhere]");

        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.ImportAsync());

        await lab.Target.ExecuteAsync("ALTER TABLE [Elsewhere] RENAME TO [JobStatuses]");
        Assert.Equal(ErrorIds.SchemaDamaged, error.ErrorId);
        Assert.Equal(before, await DumpAsync(lab.Target));
        Assert.Equal(SourceScript.Report("seed", "sqlite"), await lab.ReportAsync());
    }

    [Fact]
    public async Task A_cancelled_import_leaves_nothing()
    {
        await using var lab = await ImportLab.StartAsync();
        var before = await DumpAsync(lab.Target);
        using var stop = new CancellationTokenSource();
        var context = new RecordingContext(stop.Token) { BeforeApproval = stop.CancelAsync };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lab.ImportAsync(context));

        Assert.Equal(before, await DumpAsync(lab.Target));
    }

    [Theory]
    [InlineData("seed")]
    [InlineData("head")]
    public async Task No_secret_is_said_or_kept_in_plain_text(string era)
    {
        await using var lab = await ImportLab.StartAsync(era);
        var context = new RecordingContext();
        var report = (await lab.ReportAsync(context)).Concat(await lab.ReportAsync(context)).Concat(context.Lines).ToList();
        lab.Target.Provider.Release(lab.Target.Database);
        var file = await File.ReadAllTextAsync(lab.Target.Database.Path!, System.Text.Encoding.Latin1, Token);

        foreach (var secret in new[] { "node-secret", "hunter2", "cloudflare-key-1", "env-secret", "0123456789abcdef0123456789abcdef", "fedcba9876543210" })
        {
            Assert.DoesNotContain(report, line => line.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(secret, file, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(report, line => line.Contains("$argon2id", StringComparison.Ordinal) || line.Contains("$2b$", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_new_object_is_in_the_audit_trail_with_its_command()
    {
        await using var lab = await ImportLab.StartAsync();
        await lab.ImportAsync();

        Assert.Equal(
            ["Container 3", "ExternalDomain 2", "Group 3", "GroupMember 7", "Node 3", "Service 6", "SessionSecret 2", "Site 2", "User 4"],
            (await lab.Target.RowsAsync("SELECT [resource], count(*) FROM [AuditEvents] WHERE [command] = 'Test-Command' AND [action] = 'create' GROUP BY [resource] ORDER BY [resource]"))
                .Select(row => $"{row[0]} {row[1]}"));
        Assert.Equal(
            ["alice in ldapusers", "alice in sysadmins"],
            (await lab.Target.RowsAsync("SELECT [name] FROM [AuditEvents] WHERE [resource] = 'GroupMember' AND [name] LIKE 'alice%' ORDER BY [name]")).Select(row => row[0]));
    }

    [Fact]
    public async Task Times_are_kept()
    {
        await using var lab = await ImportLab.StartAsync();
        await lab.ImportAsync();
        var made = new DateTime(2026, 1, 10, 8, 0, 0, 123, DateTimeKind.Utc);

        var site = await lab.Session.Sites.FindAsync(NameFilter.Named("dc1"), Token).SingleAsync(Token);
        var job = (await lab.Session.Jobs.FindAsync(new JobFilter(), Token).ToListAsync(Token)).Single(job => job.Name.EndsWith("=1", StringComparison.Ordinal));

        Assert.Equal(made, site.CreatedAt);
        Assert.True(site.UpdatedAt > made.AddDays(1));
        Assert.Equal(new DateTime(2026, 1, 10, 9, 0, 0, 250, DateTimeKind.Utc), job.CreatedAt);
        Assert.Equal(TimeSpan.FromMilliseconds(90_250), job.Duration);
        Assert.Equal(
            [new DateTime(2026, 1, 10, 9, 0, 1, DateTimeKind.Utc), new DateTime(2026, 1, 10, 9, 1, 30, DateTimeKind.Utc)],
            job.Statuses.Select(status => status.CreatedAt));
    }

    [Fact]
    public async Task Jobs_can_be_left_behind()
    {
        await using var lab = await ImportLab.StartAsync();

        var report = await lab.ImportAsync(skipJobs: true);

        Assert.DoesNotContain(report, result => result.Kind == ImportKind.Job);
        Assert.Equal(0, await lab.Target.CountAsync("Jobs"));
        Assert.Equal(3, await lab.Target.CountAsync("Containers"));
    }

    [Fact]
    public async Task What_has_no_place_is_named_once()
    {
        await using var lab = await ImportLab.StartAsync("head");
        var context = new RecordingContext();

        await lab.ImportAsync(context);

        Assert.Equal(["Left behind, as there is no place for it here: ApiKeys (1 row), Settings (2 rows)."], context.Warnings);
        Assert.Contains("Container: 0 taken, 3 adapted, 10 refused, 0 present.", context.Lines);
        Assert.Contains($"The database '{lab.Source.Database}' is one of opensource-server, of the era of HEAD.", context.Lines);
    }

    [Fact]
    public async Task Numbers_go_on_above_those_of_both()
    {
        await using var lab = await ImportLab.StartAsync();
        await lab.ImportAsync();

        var user = await lab.Session.Users.CreateAsync(
            new UserDraft { Username = "newcomer", Sn = "Newcomer", Mail = "newcomer@example.com" }, new RecordingContext());
        var group = await lab.Session.Groups.CreateAsync(new GroupDraft { Cn = "newcomers" }, new RecordingContext());
        var service = await lab.Session.Services.AddTransportAsync(
            new ContainerIdentity("web1"), new TransportServiceDraft(25, TransportProtocol.Tcp), new RecordingContext());

        Assert.Equal((2051, UserStatus.Pending), (user!.UidNumber, user.Status));
        Assert.Equal(2008, group!.GidNumber);
        Assert.Equal(2000, service!.ExternalPort);
    }

    private static async Task<List<string>> DumpAsync(TestDatabase database)
    {
        var lines = new List<string>();
        foreach (var table in AllTables.Split(' '))
        {
            var rows = await database.RowsAsync($"SELECT * FROM [{table}]");
            lines.AddRange(rows.Select(row => $"{table}: {string.Join(" | ", row)}").Order(StringComparer.Ordinal));
        }

        return lines;
    }
}
