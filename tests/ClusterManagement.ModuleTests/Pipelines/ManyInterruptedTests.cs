using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Pipelines;

/// <summary>Pipelines that end early while many containers are at work.</summary>
public sealed class ManyInterruptedTests
{
    private const string MakeTen = "1..10 | ForEach-Object { \"web$_\" } | New-ClusterContainer -Node pve1 -Template debian-12 -Disk 1 -Start -ThrottleLimit 10 -Verbose";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Ctrl_C_in_the_middle_of_ten_undoes_them_all()
    {
        using var session = new ClusterSession();
        Hold(session, "POST", "^/nodes/pve1/lxc$");
        using var shell = session.Prepare(MakeTen);
        var running = shell.BeginInvoke();
        await UntilAsync(() => session is { Rows: 10, RemoteContainers: 5 }, "the containers are not being made");

        await StopAsync(shell, running);

        await UntilAsync(() => session is { Rows: 0, RemoteContainers: 0 }, "something is left");
        await UntilAsync(() => session.Invoke("Get-ClusterJob -Status Cancelled").Objects.Count == 10, "the jobs do not say that they were cancelled");
        Assert.Equal("10.0.0.100", session.Invoke("New-ClusterContainer next -Node pve2 -NoProvision").Single.Text("Ipv4Address"));
    }

    [Fact]
    public async Task Ctrl_C_waits_for_no_undoing_that_takes_longer_and_the_undoing_goes_on()
    {
        using var session = new ClusterSession();
        Hold(session, "POST", "/status/start$");
        Hold(session, "DELETE", "^/nodes/pve1/lxc/");
        using var shell = session.Prepare(MakeTen);
        var running = shell.BeginInvoke();
        await UntilAsync(() => Count(session, "POST", "/status/start") == 10, "the containers were not started");

        // The pipeline has ended although no container can be removed before the tasks are released.
        await StopAsync(shell, running);
        await UntilAsync(() => Count(session, "DELETE", "/nodes/pve1/lxc/") == 10, "the containers are not being removed");
        var rows = session.Invoke("Get-ClusterContainer").Succeeded();
        Assert.Equal(10, rows.Objects.Count);
        Assert.All(rows.Values("Status"), status => Assert.Equal("Creating", status));
        Assert.All(session.Invoke("Get-ClusterJob").Objects, job => Assert.Contains(
            (IEnumerable<dynamic>)job.Value("Statuses")!, step => ((string)step.Message).Contains("Repair-ClusterContainer", StringComparison.Ordinal)));

        await (Task)session.Server.ReleaseTasksAsync();
        await UntilAsync(() => session is { Rows: 0, RemoteContainers: 0 }, "something is left");
    }

    [Fact]
    public void A_loop_that_has_enough_undoes_what_is_at_work()
    {
        using var session = new ClusterSession();
        Hold(session, "POST", "/lxc/10[1-9]/status/start$");

        var first = session.Invoke("foreach ($once in 1) { 1..6 | ForEach-Object { \"web$_\" } | New-ClusterContainer -Node pve1 -Template debian-12 -Start | ForEach-Object { $_; break } }")
            .Succeeded();

        Assert.Equal("web1", first.Single.Text("Name"));
        Assert.Equal((1, 1), (session.RemoteContainers, session.Rows));
    }

    [Fact]
    public void An_error_upstream_undoes_what_is_at_work()
    {
        using var session = new ClusterSession();
        Hold(session, "POST", "^/nodes/pve1/lxc$");

        var result = session.Invoke("'web1', 'web2', 'stop' | ForEach-Object { if ($_ -eq 'stop') { throw 'enough' }; $_ } | New-ClusterContainer -Node pve1 -Template debian-12");

        Assert.True(result.IsTerminated);
        Assert.Contains("enough", result.Errors[^1].ToString(), StringComparison.Ordinal);
        session.AssertNothingLeft();
    }

    [Fact]
    public void An_error_that_is_to_stop_the_script_undoes_what_is_at_work()
    {
        using var session = new ClusterSession();
        Hold(session, "POST", "^/nodes/pve1/lxc$");

        var result = session.Invoke("'web1', 'web2', 'a/b' | New-ClusterContainer -Node pve1 -Template debian-12 -ErrorAction Stop; 'never'");

        Assert.True(result.IsTerminated);
        Assert.Equal(["InvalidValue"], result.ErrorIds);
        Assert.Empty(result.Objects);
        session.AssertNothingLeft();
    }

    [Fact]
    public async Task A_process_that_is_interrupted_ends_once_it_has_undone_its_work()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows(), "Windows has no SIGINT to send to another process.");
        using var session = new ClusterSession(taskDuration: 300);
        Hold(session, "POST", "/status/start$");
        var script = Path.Combine(session.Folder, "ten.ps1");
        await File.WriteAllTextAsync(script, $"param($Database)\nConnect-ClusterDatabase -Path $Database\n'ready'\n{MakeTen}", TestContext.Current.CancellationToken);

        var run = await ProgramRun.StartAsync(
            Repository.Program("src", "ClusterManagement.Shell"),
            [script, session.Database],
            onLine: (process, line) =>
            {
                if (line != "ready") return;
                SpinWait.SpinUntil(() => Count(session, "POST", "/status/start") == 10, Patience);
                using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
                kill.WaitForExit();
            });

        Assert.Equal(130, run.ExitCode);
        session.AssertNothingLeft();
    }

    private static async Task StopAsync(PowerShell shell, IAsyncResult running)
    {
        var watch = Stopwatch.StartNew();
        await Task.Factory.FromAsync(shell.BeginStop(null, null), shell.EndStop);
        TestContext.Current.TestOutputHelper?.WriteLine($"The pipeline ended {watch.ElapsedMilliseconds} ms after it was stopped.");

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"Stopping took {watch.Elapsed}.");
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Empty(shell.Streams.Error);
    }

    private static void Hold(ClusterSession session, string method, string path) => session.Invoke(
        """
        $null = $server.Faults.Add([ClusterManagement.Simulator.Fault]@{
            Method = $method; PathPattern = $path; Times = 100; TaskDuration = [timespan]::FromMilliseconds(-1)
        })
        """,
        new { method, path }).Succeeded();

    private static int Count(ClusterSession session, string method, string path) => ((IEnumerable<dynamic>)session.Server.Requests)
        .Count(request => request.Method == method && ((string)request.Path).Contains(path, StringComparison.Ordinal));

    private static async Task UntilAsync(Func<bool> condition, string complaint)
    {
        var holds = await Task.Run(() => SpinWait.SpinUntil(condition, Patience), TestContext.Current.CancellationToken);
        Assert.True(holds, $"After {Patience.TotalSeconds:0} s, {complaint}.");
    }
}
