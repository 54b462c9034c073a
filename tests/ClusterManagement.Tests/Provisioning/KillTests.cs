using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Provisioning;

/// <summary>A process that dies while it makes a container leaves nothing that cannot be removed.</summary>
public sealed class KillTests
{
    private const string Script = "New-ClusterContainer web1 -Node pve1 -Template $args[0] -Disk 4 -Start";

    // Long enough to kill a process in; that it was, is asserted.
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(ConnectionDrop.BeforeProcessing)]
    [InlineData(ConnectionDrop.None)]
    public async Task A_process_killed_at_any_request_leaves_nothing_that_stays(ConnectionDrop drop)
    {
        var steps = await RequestStep.OfCreationAsync(EngineLab.Draft());
        await using var lab = await EngineLab.StartAsync();
        foreach (var step in steps)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"Killed at {step}, {(drop == ConnectionDrop.None ? "which is carried out" : "which is lost")}");
            lab.ForgetRequests();
            var fault = lab.Simulator.Faults.Add(step.Hold(Held, drop));
            using var process = lab.StartScript(Script, EngineLab.Template);
            await Eventually.IsTrueAsync(() => fault.Hits > 0 || process.HasExited, $"{step} was not sent");
            if (fault.Hits == 0) Assert.Fail($"The process ended before {step}: {await process.SucceedAsync()}");
            await process.KillAsync();
            await Eventually.IsTrueAsync(() => lab.Simulator.Requests.Any(step.Takes), $"{step} was not processed");

            Assert.True(step.Takes(lab.Simulator.Requests[^1]), "The process outlived the request.");
            lab.Simulator.Faults.Clear();
            await AssertRemovableAsync(lab);
        }
    }

    [Theory]
    [InlineData("vzcreate", "/nodes/pve1/lxc")]
    [InlineData("vzstart", "/nodes/pve1/lxc/100/status/start")]
    public async Task A_task_that_outlives_its_process_is_waited_for(string type, string path)
    {
        await using var lab = await EngineLab.StartAsync();
        lab.Simulator.Faults.Add(
            new Fault { Method = "POST", PathPattern = new RequestStep("POST", path, 0).Pattern, TaskDuration = Timeout.InfiniteTimeSpan });
        var watching = new RequestStep("GET", $"/nodes/pve1/tasks/UPID:pve1:{type}/status", 0);
        using (var process = lab.StartScript(Script, EngineLab.Template))
        {
            await Eventually.IsTrueAsync(() => lab.Simulator.Requests.Any(watching.Takes) || process.HasExited, "the task was not watched");
            await process.KillAsync();
        }

        Assert.Equal(ContainerStatus.Creating, Assert.Single(await lab.ContainersAsync()).Status);
        lab.ForgetRequests();
        var removal = lab.RemoveAsync("web1");
        await Eventually.IsTrueAsync(() => lab.Simulator.Requests.Any(watching.Takes), "the removal does not wait for the task");
        Assert.False(removal.IsCompleted);
        await lab.Simulator.ReleaseTasksAsync();
        await removal;
        await Invariants.PoolsAreWholeAsync(lab);
    }

    private static async Task AssertRemovableAsync(EngineLab lab)
    {
        await Invariants.NothingIsNobodysAsync(lab);
        var rows = await lab.ContainersAsync();
        Assert.All(rows, row => Assert.Equal(ContainerStatus.Creating, row.Status));
        Assert.True(rows.Count >= lab.Simulator.Containers.Count);
        foreach (var row in rows) await lab.RemoveAsync(row.Hostname);
        await Invariants.NothingIsLeftAsync(lab);
        await Invariants.PoolsAreWholeAsync(lab);
    }
}
