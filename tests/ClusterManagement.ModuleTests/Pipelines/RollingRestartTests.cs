using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Pipelines;

/// <summary>examples/rolling-restart.ps1 in a cluster that is there.</summary>
public sealed class RollingRestartTests : IDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, "examples", "rolling-restart.ps1");

    private readonly ClusterSession _session = new();

    public RollingRestartTests() => _session.Invoke("""
        $null = 1..5 | ForEach-Object { "web$_" } | New-ClusterContainer -Node pve1 -Template debian-12 -Disk 1 -Start
        $null = New-ClusterContainer idle -Node pve1 -Template debian-12 -Disk 1
        $server.ClearRequests()
        """).Succeeded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Those_that_run_are_restarted_batch_by_batch()
    {
        var said = Run("-AtOnce 2").Succeeded().Objects.Select(line => line.ToString()).ToList();

        Assert.Equal(["Restarting web1, web2", "Restarting web3, web4", "Restarting web5"], said.Where(line => line.StartsWith("Restarting", StringComparison.Ordinal)));
        Assert.Equal("5 of 5 containers were restarted.", said[^1]);
        Assert.Equal(["Restart container web1", "Restart container web2", "Restart container web3", "Restart container web4", "Restart container web5"], Restarts());
    }

    [Fact]
    public void One_that_does_not_come_back_is_the_last()
    {
        _session.Invoke(
            "$null = $server.Faults.Add([ClusterManagement.Simulator.Fault]@{ Method = 'POST'; PathPattern = '/lxc/102/status/reboot$'; TaskExitStatus = 'no luck' })").Succeeded();

        var result = Run("-AtOnce 2");

        Assert.True(result.IsTerminated);
        Assert.Contains("web3 did not come back. Not touched: web5.", result.Errors[^1].ToString(), StringComparison.Ordinal);
        Assert.Contains(result.Objects, line => line.ToString()!.Contains("no luck", StringComparison.Ordinal));
        Assert.Contains(result.Objects, line => line.ToString() == "  web4 is running on pve1");
        Assert.DoesNotContain("Restart container web5", Restarts());
    }

    private Invocation Run(string arguments) => _session.Invoke($"& $script -Site dc1 {arguments}", new { script = Script });

    private IEnumerable<string?> Restarts() =>
        _session.Invoke("Get-ClusterJob").Succeeded().Values("Name").Where(name => name!.StartsWith("Restart", StringComparison.Ordinal)).Order();
}
