using System.Text.RegularExpressions;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Provisioning;

/// <summary>Whatever request of a provisioning fails, and however: nothing leaks on either side.</summary>
public sealed class FailureMatrixTests
{
    private static ITestOutputHelper? Output => TestContext.Current.TestOutputHelper;

    [Theory]
    [MemberData(nameof(FaultCases.All), MemberType = typeof(FaultCases))]
    public async Task A_failure_at_any_request_leaves_nothing_behind(FaultKind kind, FailureAction onFailure)
    {
        var draft = EngineLab.Draft() with { OnFailure = onFailure };
        var steps = (await RequestStep.OfCreationAsync(draft)).Where(step => kind != FaultKind.FailedTask || step.StartsTask).ToList();
        await using var lab = await EngineLab.StartAsync();
        foreach (var step in steps)
        {
            Output?.WriteLine($"{kind} at {step}");
            var fault = lab.Simulator.Faults.Add(step.Fault(kind));
            var jobs = (await lab.JobsAsync()).Count;
            var error = await Record.ExceptionAsync(() => lab.CreateAsync(draft));

            Assert.True(fault.Hits > 0, "The fault did not strike.");
            lab.Simulator.Faults.Clear();
            await Invariants.NothingIsNobodysAsync(lab);
            if (error is null) await AssertMadeAsync(lab);
            else await AssertUndoneAsync(lab, error, onFailure, (await lab.JobsAsync()).Count > jobs);
            foreach (var row in await lab.ContainersAsync()) await lab.RemoveAsync(row.Hostname);
            await Invariants.PoolsAreWholeAsync(lab);
        }
    }

    [Theory]
    [MemberData(nameof(FaultCases.All), MemberType = typeof(FaultCases))]
    public async Task What_cannot_be_undone_keeps_its_row_and_goes_with_it_later(FaultKind kind, FailureAction onFailure)
    {
        var draft = EngineLab.Draft() with { OnFailure = onFailure };
        var steps = (await RequestStep.OfCreationAsync(draft)).Where(step => kind != FaultKind.FailedTask || step.StartsTask).ToList();
        await using var lab = await EngineLab.StartAsync();
        var unremovable = 0;
        foreach (var step in steps)
        {
            Output?.WriteLine($"{kind} at {step}, and removing fails");
            var deletion = lab.Simulator.Faults.Add(
                new Fault { Method = "DELETE", PathPattern = new Regex(@"/lxc/\d+$"), Times = 100, Status = 500, Message = "the storage is offline" });
            lab.Simulator.Faults.Add(step.Fault(kind));
            var error = await Record.ExceptionAsync(() => lab.CreateAsync(draft));
            lab.Simulator.Faults.Clear();

            await Invariants.NothingIsNobodysAsync(lab);
            if (deletion.Hits > 0)
            {
                unremovable++;
                await AssertKeptAsync(lab, error);
            }

            foreach (var row in await lab.ContainersAsync()) await lab.RemoveAsync(row.Hostname);
            await Invariants.PoolsAreWholeAsync(lab);
        }

        // What was lost on the way is looked up and done after all.
        var isLookedUp = kind is FaultKind.DroppedBefore or FaultKind.DroppedAfter;
        Assert.True(isLookedUp ? unremovable == 0 : unremovable > 0 || steps.Count == 0, $"{unremovable} had to be undone.");
    }

    private static async Task AssertMadeAsync(EngineLab lab)
    {
        var row = Assert.Single(await lab.ContainersAsync());
        Assert.Equal((ContainerStatus.Running, null), (row.Status, row.StatusReason));
        Assert.Equal("running", Assert.Single(lab.Simulator.Containers).Status);
        var job = (await lab.JobsAsync())[0];
        Assert.Equal(JobState.Success, job.Status);
        Assert.NotNull(job.CompletedAt);
    }

    private static async Task AssertUndoneAsync(EngineLab lab, Exception error, FailureAction onFailure, bool isReserved)
    {
        var known = Assert.IsAssignableFrom<ClusterException>(error);
        Assert.NotEqual("ProvisioningNotUndone", known.ErrorId);
        Assert.Empty(lab.Simulator.Containers);
        var rows = await lab.ContainersAsync();
        if (!isReserved || onFailure == FailureAction.Remove)
        {
            Assert.Empty(rows);
        }
        else
        {
            var row = Assert.Single(rows);
            Assert.Equal((ContainerStatus.Failed, known.Message, null), (row.Status, row.StatusReason, row.ContainerId));
        }

        if (!isReserved) return;
        var job = (await lab.JobsAsync())[0];
        Assert.Equal(JobState.Failure, job.Status);
        Assert.Contains(job.Statuses, status => status.Message.StartsWith("Reserved CTID 100", StringComparison.Ordinal));
        Assert.Contains(job.Statuses, status => status.Message == $"Undoing: {known.Message}");
        Assert.StartsWith("Undone; nothing is left on node pve1.", job.Message, StringComparison.Ordinal);
    }

    private static async Task AssertKeptAsync(EngineLab lab, Exception? error)
    {
        var known = Assert.IsType<ClusterException>(error);
        Assert.Equal("ProvisioningNotUndone", known.ErrorId);
        Assert.Contains("Remove-ClusterContainer web1", known.RecommendedAction, StringComparison.Ordinal);
        var row = Assert.Single(await lab.ContainersAsync());
        Assert.Equal(ContainerStatus.Failed, row.Status);
        Assert.Contains("the storage is offline", row.StatusReason, StringComparison.Ordinal);
        Assert.Equal(row.ContainerId, Assert.Single(lab.Simulator.Containers).VmId);
        Assert.Equal(JobState.Failure, (await lab.JobsAsync())[0].Status);
    }
}
