using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Provisioning;

/// <summary>Ctrl+C while any request is on its way undoes what was done.</summary>
public sealed class CancellationTests
{
    private static readonly TimeSpan Held = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData(FailureAction.Remove)]
    [InlineData(FailureAction.Keep)]
    public async Task Cancelling_at_any_request_leaves_nothing_behind(FailureAction onFailure)
    {
        var draft = EngineLab.Draft() with { OnFailure = onFailure };
        var steps = await RequestStep.OfCreationAsync(draft);
        await using var lab = await EngineLab.StartAsync();
        foreach (var step in steps)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"Cancelled at {step}");
            var jobs = (await lab.JobsAsync()).Count;
            lab.ForgetRequests();
            using var stop = new CancellationTokenSource();
            var fault = lab.Simulator.Faults.Add(step.Hold(Held));
            var creation = lab.CreateAsync(draft, new RecordingContext(stop.Token));
            await Eventually.IsTrueAsync(() => fault.Hits > 0, $"{step} was not sent");
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creation);

            // The held request is processed all the same: a server does not notice that nobody waits any more.
            await Eventually.IsTrueAsync(() => lab.Simulator.Requests.Any(step.Takes), $"{step} was not processed");
            lab.Simulator.Faults.Clear();
            await Invariants.NothingIsNobodysAsync(lab);
            Assert.Empty(lab.Simulator.Containers);
            await AssertToldAsync(lab, onFailure, (await lab.JobsAsync()).Count > jobs);
            foreach (var row in await lab.ContainersAsync()) await lab.RemoveAsync(row.Hostname);
            await Invariants.PoolsAreWholeAsync(lab);
        }
    }

    [Fact]
    public async Task Cancelling_stops_the_task_that_is_at_work()
    {
        await using var lab = await EngineLab.StartAsync();
        using var stop = new CancellationTokenSource();
        var fault = lab.Simulator.Faults.Add(new Fault { Method = "POST", TaskDuration = Timeout.InfiniteTimeSpan });
        var creation = lab.CreateAsync(EngineLab.Draft(), new RecordingContext(stop.Token));
        await Eventually.IsTrueAsync(
            () => lab.Simulator.Requests.Any(new RequestStep("GET", "/nodes/pve1/tasks/UPID:pve1:vzcreate/status", 0).Takes),
            "the task was not watched");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creation);

        Assert.Equal(1, fault.Hits);
        Assert.Contains(lab.Simulator.Requests, request => request.Method == "DELETE" && request.Path.Contains("vzcreate", StringComparison.Ordinal));
        await Invariants.NothingIsLeftAsync(lab);
        Assert.Equal(JobState.Cancelled, Assert.Single(await lab.JobsAsync()).Status);
        await Invariants.PoolsAreWholeAsync(lab);
    }

    [Fact]
    public async Task What_cannot_be_undone_after_cancelling_keeps_its_row()
    {
        await using var lab = await EngineLab.StartAsync();
        using var stop = new CancellationTokenSource();
        lab.Simulator.Faults.Add(new Fault { Method = "DELETE", Times = 100, Status = 500, Message = "the storage is offline" });
        var fault = lab.Simulator.Faults.Add(new RequestStep("POST", "/nodes/pve1/lxc/100/status/start", 0).Hold(Held));
        var creation = lab.CreateAsync(EngineLab.Draft(), new RecordingContext(stop.Token));
        await Eventually.IsTrueAsync(() => fault.Hits > 0, "nothing was started");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creation);

        var row = Assert.Single(await lab.ContainersAsync());
        Assert.Equal(ContainerStatus.Failed, row.Status);
        Assert.StartsWith("Cancelled by the user. Undoing failed too:", row.StatusReason, StringComparison.Ordinal);
        await Invariants.NothingIsNobodysAsync(lab);
        lab.Simulator.Faults.Clear();
        await Eventually.IsTrueAsync(() => lab.Simulator.Containers[0].Status == "running", "the held start was not processed");
        await lab.RemoveAsync("web1");
        await Invariants.PoolsAreWholeAsync(lab);
    }

    private static async Task AssertToldAsync(EngineLab lab, FailureAction onFailure, bool isReserved)
    {
        var rows = await lab.ContainersAsync();
        if (!isReserved)
        {
            Assert.Empty(rows);
            return;
        }

        Assert.Equal(JobState.Cancelled, (await lab.JobsAsync())[0].Status);
        if (onFailure == FailureAction.Remove)
        {
            Assert.Empty(rows);
        }
        else
        {
            var row = Assert.Single(rows);
            Assert.Equal((ContainerStatus.Failed, "Cancelled by the user."), (row.Status, row.StatusReason));
        }
    }
}
