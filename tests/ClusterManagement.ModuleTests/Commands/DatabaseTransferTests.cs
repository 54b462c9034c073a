using System.Diagnostics;
using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;
using ClusterManagement.TestServers;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>Copy-, Backup- and Restore-ClusterDatabase as a user calls them.</summary>
public sealed class DatabaseTransferTests
{
    // What is promised is a second; the rest is for a machine that is busy with other tests.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);

    private static readonly string[] Listing = ["Get-ClusterSite", "Get-ClusterNode", "Get-ExternalDomain", "Get-ClusterContainer", "Get-ClusterService", "Get-ClusterUser"];

    /// <summary>Gets the engines.</summary>
    public static TheoryData<string> Engines { get; } = ["SQLite", "PostgreSQL", "MariaDB"];

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_backup_brings_back_what_was_there(string engine)
    {
        using var session = new EngineSession(engine);
        var before = Everything(session);
        var backup = session.Invoke("$backup = Backup-ClusterDatabase \"$folder/backup.db\"; $backup", new { folder = session.Folder }).Single;
        session.Invoke("Remove-ClusterContainer web2, web3 -Confirm:$false; $null = New-ClusterContainer later -Node pve1 -NoProvision").Succeeded();
        Assert.NotEqual(before, Everything(session));
        var tables = session.Invoke("$backup | Restore-ClusterDatabase -Confirm:$false").Succeeded();

        Assert.Equal(Path.Combine(session.Folder, "backup.db"), backup.Text("Path"));
        Assert.Equal(new FileInfo(backup.Text("Path")!).Length, backup.Value("Size"));
        Assert.Equal(session.Invoke("(Get-ClusterDatabase).SchemaVersion").Single.ToString(), backup.Text("SchemaVersion"));
        Assert.Equal(DateTimeKind.Utc, ((DateTime)backup.Value("CreatedAt")!).Kind);
        Assert.Equal(backup.Number("Rows"), tables.Objects.Sum(table => table.Number("Rows")));
        Assert.Equal(3, tables.Objects.Single(table => table.Text("Table") == "Containers").Number("Rows"));
        Assert.All(tables.Objects, table => Assert.Matches("^[0-9a-f]{64}$", table.Text("Hash")!));
        Assert.Equal(before, Everything(session));
        Assert.Equal(
            ["Restore-ClusterDatabase"], session.Invoke("Get-ClusterAuditEvent -Resource Database").Values("Command"));
        Assert.Equal("web4", session.Invoke("New-ClusterContainer web4 -Node pve1 -NoProvision").Single.Text("Name"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_copy_to_a_file_and_back_is_the_same(string engine)
    {
        using var session = new EngineSession(engine);
        var before = Everything(session);
        var there = session.Invoke("$here = Get-ClusterDatabase; $here | Copy-ClusterDatabase -Destination \"$folder/there.db\" -Confirm:$false", new { folder = session.Folder }).Succeeded();
        session.Invoke("Remove-ClusterContainer web2, web3 -Confirm:$false").Succeeded();
        session.Invoke("Copy-ClusterDatabase \"$folder/there.db\" $here -Confirm:$false").FailedWith("DatabaseNotEmpty", ErrorCategory.ResourceBusy);
        var back = session.Invoke("Copy-ClusterDatabase \"$folder/there.db\" $here -Force -Confirm:$false").Succeeded();

        Assert.Equal(before, Everything(session));
        Assert.Equal(there.Values("Table"), back.Values("Table"));
        var rows = there.Objects.Zip(back.Objects).Where(pair => pair.First.Text("Hash") != pair.Second.Text("Hash")).Select(pair => pair.First.Text("Table"));
        Assert.Equal(["AuditEvents"], rows);
    }

    [Fact]
    public async Task What_is_told_names_the_tables_and_no_password()
    {
        using var session = new EngineSession("PostgreSQL");
        var password = (await SharedServers.PostgreSql).Password;
        var results = new[]
        {
            session.Invoke("Copy-ClusterDatabase (Get-ClusterDatabase) \"$folder/copy.db\" -Confirm:$false -Verbose -Debug", new { folder = session.Folder }).Succeeded(),
            session.Invoke("Backup-ClusterDatabase \"$folder/backup.db\" -Verbose -Debug").Succeeded(),
            session.Invoke("Restore-ClusterDatabase \"$folder/backup.db\" -Confirm:$false -Verbose -Debug").Succeeded(),
            session.Invoke("Copy-ClusterDatabase (Get-ClusterDatabase) (Get-ClusterDatabase) -Force -Confirm:$false -Verbose -Debug"),
        };

        Assert.Contains(results[0].Verbose, line => line == "Copied 3 rows of Containers.");
        Assert.Contains(results[0].Progress, record => record.StatusDescription.StartsWith("Copying Containers (3 rows)", StringComparison.Ordinal));
        Assert.All(results[..3], result => Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType));
        Assert.Equal(["InvalidValue"], results[3].ErrorIds);
        Assert.All(results, result => Assert.DoesNotContain(password, result.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(DatabaseDump.Read(Path.Combine(session.Folder, "backup.db")), line => line.Contains(password, StringComparison.Ordinal));
    }

    [Fact]
    public void Paths_are_taken_from_the_location_and_from_the_pipeline()
    {
        using var session = new EngineSession("SQLite");
        session.Invoke("$null = $ExecutionContext.SessionState.Path.SetLocation($folder); $null = Backup-ClusterDatabase ./backup.db", new { folder = session.Folder }).Succeeded();
        Assert.True(File.Exists(Path.Combine(session.Folder, "backup.db")));

        session.Invoke("$null = Restore-ClusterDatabase backup.db -Database ./first.db -Confirm:$false").Succeeded();
        session.Invoke("$null = [System.IO.FileInfo]::new(\"$folder/backup.db\") | Restore-ClusterDatabase -Database second.db -Confirm:$false").Succeeded();
        Assert.Equal(Everything(session), Everything(session, "first.db"));
        Assert.Equal(Everything(session), Everything(session, "second.db"));
    }

    [Theory]
    [InlineData("Backup-ClusterDatabase $taken", "BackupAlreadyExists", ErrorCategory.ResourceExists)]
    [InlineData("Backup-ClusterDatabase $folder/none/backup.db", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Backup-ClusterDatabase $folder/backup.db -Database $folder/none.db", "DatabaseNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Backup-ClusterDatabase (Get-ClusterDatabase).Path -Force", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Restore-ClusterDatabase $taken -Confirm:$false", "BackupInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Restore-ClusterDatabase $folder/none.db -Confirm:$false", "BackupNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Copy-ClusterDatabase $folder/none.db (Get-ClusterDatabase) -Confirm:$false", "DatabaseNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Copy-ClusterDatabase $taken $folder/new.db -Confirm:$false", "DatabaseDamaged", ErrorCategory.ResourceUnavailable)]
    public void What_cannot_be_is_refused_with_WhatIf_too(string command, string id, ErrorCategory category)
    {
        using var session = new EngineSession("SQLite");
        File.WriteAllText(Path.Combine(session.Folder, "taken"), "Something to keep, which is no database at all.");
        session.Invoke("$taken = \"$folder/taken\"", new { folder = session.Folder }).Succeeded();
        var before = DatabaseDump.Read(session.Database);
        foreach (var suffix in (string[])["", " -WhatIf"])
        {
            var error = session.Invoke(command + suffix).FailedWith(id, category);
            Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        }

        Assert.Equal(before, DatabaseDump.Read(session.Database));
        Assert.Equal("Something to keep, which is no database at all.", File.ReadAllText(Path.Combine(session.Folder, "taken")));
        Assert.Equal(["cluster.db", "taken"], Directory.GetFiles(session.Folder).Select(Path.GetFileName).Where(name => !name!.Contains('-', StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Restore-ClusterDatabase $backup -Confirm:$false")]
    [InlineData("Copy-ClusterDatabase $large $folder/new.db -Confirm:$false")]
    [InlineData("Backup-ClusterDatabase $folder/new.db -Database $large")]
    public async Task Ctrl_C_ends_at_once_and_leaves_what_was_there(string command)
    {
        using var session = new EngineSession("SQLite");
        session.Invoke(
            "$large = \"$folder/large.db\"; $backup = \"$folder/large-backup.db\"; $null = Copy-ClusterDatabase (Get-ClusterDatabase) $large -Confirm:$false",
            new { folder = session.Folder }).Succeeded();
        DatabaseDump.Execute(Path.Combine(session.Folder, "large.db"), """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
            INSERT INTO AuditEvents (occurredAt, userName, host, processId, command, action, resource, resourceId, name, after)
            SELECT '2026-01-01 00:00:00', 'root', 'host', 1, 'New-ClusterSite', 'create', 'Site', i, 'dc' || i, printf('%.200c', 'x') FROM n
            """);
        session.Invoke("$null = Backup-ClusterDatabase $backup -Database $large").Succeeded();
        var before = DatabaseDump.Read(session.Database);
        var files = Directory.GetFiles(session.Folder, "*.db").Order(StringComparer.Ordinal).ToList();
        using var shell = session.Prepare(command);
        var running = shell.BeginInvoke();
        var hasBegun = await Task.Run(() => SpinWait.SpinUntil(() => shell.Streams.Progress.Count > 3, TimeSpan.FromSeconds(60)), TestContext.Current.CancellationToken);
        Assert.True(hasBegun, "What is to be interrupted never began.");
        Assert.False(running.IsCompleted, "It was over too soon.");

        var watch = Stopwatch.StartNew();
        await Task.Factory.FromAsync(shell.BeginStop(null, null), shell.EndStop);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Empty(shell.Streams.Error);
        Assert.Equal(before, DatabaseDump.Read(session.Database));
        Assert.Equal(files, Directory.GetFiles(session.Folder, "*.db").Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFiles(session.Folder, "*.new*"));
        Assert.Equal("next", session.Invoke("New-ClusterContainer next -Node pve1 -NoProvision").Single.Text("Name"));
    }

    private static List<string> Everything(EngineSession session, string? database = null) =>
        [.. Listing.SelectMany(command => session.Invoke(database is null ? command : $"{command} -Database {database}").Succeeded().Objects
            .Select(item => string.Join('|', item.Properties.Where(property => property.Value is not System.Collections.ICollection).Select(property => $"{property.Name}={property.Value}"))))];
}
