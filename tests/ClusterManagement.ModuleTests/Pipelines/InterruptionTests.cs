using System.Diagnostics;
using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Pipelines;

/// <summary>Ctrl+C, and commands further down that have enough.</summary>
public sealed class InterruptionTests
{
    [Theory]
    [InlineData("'^/nodes/pve1/lxc$'")]
    [InlineData("'/status/start$'")]
    public async Task Ctrl_C_while_a_container_is_made_leaves_nothing(string heldTask)
    {
        using var session = new ClusterSession();
        session.Invoke(
            $"$null = $server.Faults.Add([ClusterManagement.Simulator.Fault]@{{ Method = 'POST'; PathPattern = {heldTask}; TaskDuration = [timespan]::FromSeconds(60) }})").Succeeded();
        using var shell = session.Prepare("New-ClusterContainer web1 -Node pve1 -Template debian-12 -Start -Verbose");
        var held = heldTask.Trim('\'', '^', '$');
        var running = shell.BeginInvoke();
        var hasBegun = await Task.Run(() => SpinWait.SpinUntil(() => HasRequest(session, held), TimeSpan.FromSeconds(30)), TestContext.Current.CancellationToken);
        Assert.True(hasBegun, "The task that is to be interrupted never began.");

        var watch = Stopwatch.StartNew();
        await Task.Factory.FromAsync(shell.BeginStop(null, null), shell.EndStop);
        var elapsed = watch.Elapsed;

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Empty(shell.Streams.Error);
        Assert.True(elapsed < TimeSpan.FromSeconds(8), $"Stopping took {elapsed}.");

        // What is not undone when the prompt is back is undone behind it.
        await Task.Run(() => SpinWait.SpinUntil(() => session is { Rows: 0, RemoteContainers: 0 }, TimeSpan.FromSeconds(30)), TestContext.Current.CancellationToken);
        session.AssertNothingLeft();
        Assert.Equal("10.0.0.100", session.Invoke("New-ClusterContainer next -Node pve2 -NoProvision").Single.Text("Ipv4Address"));
        var isTold = await Task.Run(
            () => SpinWait.SpinUntil(() => session.Invoke("Get-ClusterJob -Container web1").Single.Text("Status") == "Cancelled", TimeSpan.FromSeconds(30)),
            TestContext.Current.CancellationToken);
        Assert.True(isTold, "The job does not say that it was cancelled.");
    }

    [Fact]
    public void A_loop_that_ends_early_ends_the_listing()
    {
        using var session = new ClusterSession();
        session.Register("pve1", [.. Enumerable.Range(1, 40).Select(i => $"web{i}")]);

        var result = session.Invoke("foreach ($once in 1) { Get-ClusterContainer | ForEach-Object { $_; break } }").Succeeded();
        var next = session.Invoke("Get-ClusterContainer").Succeeded();

        Assert.Single(result.Objects);
        Assert.Equal(40, next.Objects.Count);
        session.Invoke("Remove-ClusterContainer * -Confirm:$false").Succeeded();
        Assert.Equal(0, session.Rows);
    }

    [Fact]
    public void What_is_made_in_a_pipeline_comes_out_one_by_one()
    {
        using var session = new ClusterSession();

        var result = session.Invoke("""
            $log = [System.Collections.Generic.List[string]]::new()
            'web1', 'web2' | ForEach-Object { $log.Add("in $_"); $_ } | New-ClusterContainer -Node pve1 -NoProvision | ForEach-Object { $log.Add("out $_") }
            $log
            """).Succeeded();

        Assert.Equal(["in web1", "out web1", "in web2", "out web2"], result.Objects.Select(item => item.ToString()));
    }

    [Fact]
    public void A_failed_one_does_not_stop_those_behind_it()
    {
        using var session = new ClusterSession();

        var result = session.Invoke("'web1', 'a/b', 'web1', 'web2' | New-ClusterContainer -Node pve1 -NoProvision");

        Assert.Equal(["web1", "web2"], result.Values("Name"));
        Assert.Equal(["InvalidValue", "ContainerAlreadyExists"], result.ErrorIds);
    }

    private static bool HasRequest(ClusterSession session, string path) => ((IEnumerable<dynamic>)session.Server.Requests)
        .Any(request => request.Method == "POST" && ((string)request.Path).EndsWith(path, StringComparison.Ordinal));
}
