using System.Diagnostics;
using ClusterManagement.Data;
using ClusterManagement.Data.Entities;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using ClusterManagement.TestServers;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace ClusterManagement.Tests.Failures;

/// <summary>No room left on a disk.</summary>
public sealed class FullDiskTests
{
    /// <summary>A script in a file system of 2 MB of its own: the database is in /mnt there.</summary>
    private const string Script = """
        $ErrorActionPreference = 'Continue'
        Connect-ClusterDatabase /mnt/cluster.db
        $null = New-ClusterSite dc1 -InternalDomain cluster.internal -DhcpRange 10.0.0.10-10.0.255.250 -SubnetMask 255.255.0.0 -Gateway 10.0.0.1
        $null = New-ClusterNode pve1 -Site dc1
        $null = New-ClusterContainer web0 -Node pve1 -NoProvision | Add-TransportService -Protocol Tcp -Port 22
        $made = 1
        $problem = $null
        while (-not $problem -and $made -lt 20000) {
            $container = New-ClusterContainer "web$made" -Node pve1 -NoProvision -Description ('x' * 500) -ErrorVariable problem -ErrorAction SilentlyContinue
            if (-not $problem) { $made++ }
        }
        "id=$($problem[0].FullyQualifiedErrorId.Split(',')[0]) category=$($problem[0].CategoryInfo.Category)"
        "message=$($problem[0])"
        "action=$($problem[0].ErrorDetails.RecommendedAction)"
        "made=$made listed=$(@(Get-ClusterContainer).Count)"
        [System.IO.File]::Delete('/mnt/ballast')
        $next = New-ClusterContainer next -Node pve1 -NoProvision
        "next=$($next.Name) listed=$(@(Get-ClusterContainer).Count)"
        """;

    /// <summary>A script with the folder of an edge in a file system of its own, which is full when the files have to be put back.</summary>
    private const string EdgeScript = """
        $ErrorActionPreference = 'Continue'; $WarningPreference = 'SilentlyContinue'
        Connect-ClusterDatabase ./cluster.db
        $null = New-ClusterSite dc1 -InternalDomain cluster.internal -DhcpRange 10.0.0.10-10.0.0.250 -SubnetMask 255.255.255.0 -Gateway 10.0.0.1
        $null = New-ClusterNode pve1 -Site dc1
        $null = New-ExternalDomain example.com -Site dc1
        $edge = @{ Site = 'dc1'; Path = '/mnt/edge'; SkipVerify = $true; CheckCommand = { } }
        function Fill { try { [System.IO.File]::WriteAllBytes('/mnt/ballast', [byte[]]::new(9MB)) } catch { } }
        function Current { [System.IO.FileInfo]::new('/mnt/edge/current').LinkTarget.Split('/')[-1] }
        $first = Publish-ClusterConfiguration @edge -ReloadCommand { }
        $null = New-ClusterContainer web1 -Node pve1 -NoProvision | Add-HttpService -Port 80 -Domain example.com
        Publish-ClusterConfiguration @edge -ReloadCommand { if (-not $_.IsRollback) { Fill; throw 'no reload' } } -ErrorVariable problem -ErrorAction SilentlyContinue
        "failed=$($problem[0])"
        "back=$((Current) -eq $first.Version)"
        $null = New-ClusterContainer web2 -Node pve1 -NoProvision | Add-HttpService -Port 80 -Domain example.com
        Publish-ClusterConfiguration @edge -ReloadCommand { } -ErrorVariable problem -ErrorAction SilentlyContinue
        "full=$($problem[0])"
        "kept=$((Current) -eq $first.Version)"
        [System.IO.File]::Delete('/mnt/ballast')
        $next = Publish-ClusterConfiguration @edge -ReloadCommand { }
        "next=$((Current) -eq $next.Version -and $next.Version -ne $first.Version) $($next.FormerVersion -eq $first.Version)"
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Under_a_SQLite_file()
    {
        var lines = await RunInOwnFileSystemAsync(Script);

        Assert.Equal("id=DatabaseFull category=ResourceUnavailable", lines["id"]);
        Assert.StartsWith("message=There is no room left for the database '/mnt/cluster.db'; nothing was written", lines["message"], StringComparison.Ordinal);
        Assert.Contains("Free space", lines["action"], StringComparison.Ordinal);
        var made = int.Parse(lines["made"].Split('=', ' ')[1], null);
        Assert.InRange(made, 10, 19999);
        Assert.Equal($"made={made} listed={made}", lines["made"]);
        Assert.Equal($"next=next listed={made + 1}", lines["next"]);
    }

    [Fact]
    public async Task Under_an_edge_that_has_to_go_back()
    {
        var lines = await RunInOwnFileSystemAsync(EdgeScript);

        Assert.Contains("no reload", lines["failed"], StringComparison.Ordinal);
        Assert.EndsWith("was put back and runs.", lines["failed"], StringComparison.Ordinal);
        Assert.Contains("No space left on device", lines["full"], StringComparison.Ordinal);
        Assert.Equal(("back=True", "kept=True", "next=True True"), (lines["back"], lines["kept"], lines["next"]));
    }

    /// <summary>A table's file that takes no byte, as the system has one for such tests.</summary>
    [Fact]
    public async Task Under_a_PostgreSQL_server()
    {
        await using var server = await OwnServers.StartAsync(DatabaseEngine.PostgreSQL);
        await using var lab = await FailureLab.StartAsync(await ServerTestDatabase.CreateAsync(server));
        var store = lab.Store();
        var file = Path.Combine(server.DataFolder, (string)(await lab.Place.ScalarAsync("SELECT pg_relation_filepath('\"Sites\"')"))!);
        var kept = file + ".kept";
        await server.StopAsync();
        File.Move(file, kept);
        File.CreateSymbolicLink(file, "/dev/full");
        await server.StartAsync();
        await Failure.IsToldAsync(
            () => FailureLab.WriteAsync(store), lab.Database, "DatabaseFull", ClusterErrorKind.Database, "No space left on device", "free or add space on the server");

        await server.StopAsync();
        File.Delete(file);
        File.Move(kept, file);
        await server.StartAsync();
        await lab.AssertWorksAsync(store);
    }

    /// <summary>A table that is kept in memory is full by its settings, as one on a full disk is, and its server outlives that.</summary>
    [Fact]
    public async Task Under_a_MariaDB_server()
    {
        await using var lab = await FailureLab.StartAsync(DatabaseEngine.MariaDB);
        var store = lab.Store();
        await Failure.IsToldAsync(
            () => store.WriteAsync(
                async db =>
                {
                    db.Jobs.Add(new JobEntity { Name = "lost" });
                    await db.SaveChangesAsync(Token);
                    return await db.Database.ExecuteSqlRawAsync(
                        """
                        SET SESSION max_heap_table_size = 16384;
                        CREATE TEMPORARY TABLE `Ballast` (`text` char(255)) ENGINE = MEMORY;
                        INSERT INTO `Ballast` SELECT repeat('x', 255) FROM seq_1_to_10000;
                        """,
                        Token);
                },
                new RecordingContext()),
            lab.Database, "DatabaseFull", ClusterErrorKind.Database, "is full", "free or add space on the server");

        await lab.AssertWorksAsync(store);
    }

    [Fact]
    public void Under_the_temporary_files_of_a_PostgreSQL_server()
    {
        var limit = new PostgresException("temporary file size exceeds temp_file_limit", "ERROR", "ERROR", PostgresErrorCodes.ConfigurationLimitExceeded);
        Assert.Equal(DatabaseFaultKind.Full, DatabaseProvider.For(DatabaseEngine.PostgreSQL).Classify(limit).Kind);
    }

    // What a script said, each line by what stands before its equals sign.
    private static async Task<Dictionary<string, string>> RunInOwnFileSystemAsync(string text)
    {
        using var folder = new TemporaryFolder();
        await RequireOwnFileSystemAsync();
        var script = folder.File("script.ps1");
        await File.WriteAllTextAsync(script, text, Token);
        var (exitCode, output) = await RunAsync(
            folder, "unshare", "-rm", "sh", "-c",
            "mount -t tmpfs -o size=2m none /mnt && head -c 500000 /dev/zero >/mnt/ballast && exec \"$@\"", "sh", "dotnet", ShellProcess.Program, script);
        Assert.True(exitCode == 0, output);
        return output.Split('\n').Where(line => line.Contains('=', StringComparison.Ordinal)).ToDictionary(line => line.Split('=')[0], line => line.Trim());
    }

    private static async Task RequireOwnFileSystemAsync()
    {
        using var folder = new TemporaryFolder();
        var reason = "Needs Linux.";
        if (OperatingSystem.IsLinux())
        {
            var (exitCode, output) = await RunAsync(folder, "unshare", "-rm", "mount", "-t", "tmpfs", "-o", "size=1m", "none", "/mnt");
            reason = exitCode == 0 ? null : $"No file system of one's own can be mounted here: {output.Trim()}";
        }

        ServerPolicy.Require(reason);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(TemporaryFolder folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
            Environment = { ["CLUSTER_KEY_RING"] = folder.File("keys") },
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await output + await error);
    }
}
