using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Discovery;
using ClusterManagement.Tests.Drift;
using ClusterManagement.Tests.Provisioning;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Repair;

/// <summary>What a crash left is finished or undone, and what somebody is at work on is left alone.</summary>
public sealed class RepairTests
{
    private const string Script = "New-ClusterContainer web1 -Node pve1 -Template $args[0] -Disk 4 -Start";

    [Fact]
    public async Task Nothing_is_found_where_nothing_was_interrupted()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        await lab.CreateAsync(EngineLab.Draft("web2") with { NoProvision = true, Start = false, Template = null });

        Assert.Empty(await lab.RepairAsync());
    }

    [Fact]
    public async Task A_container_that_another_process_is_making_is_left_alone()
    {
        await using var lab = await EngineLab.StartAsync();
        Hold(lab);
        using var process = lab.StartScript(Script, EngineLab.Template);
        await WatchedAsync(lab, process);
        var result = Assert.Single(await lab.RepairAsync(JobPulse.Interval * 3));

        Assert.Equal((RepairOutcome.Busy, "web1"), (result.Outcome, result.Container));
        lab.Simulator.Faults.Clear();
        await lab.Simulator.ReleaseTasksAsync();
        await process.SucceedAsync();
        Assert.Equal(ContainerStatus.Running, Assert.Single(await lab.ContainersAsync()).Status);
        Assert.Empty(await lab.RepairAsync());
    }

    [Fact]
    public async Task A_container_that_this_process_is_making_is_left_alone_at_once()
    {
        await using var lab = await EngineLab.StartAsync();
        Hold(lab);
        var creation = lab.CreateAsync(EngineLab.Draft());
        await Eventually.IsTrueAsync(() => lab.Simulator.Requests.Any(IsWatching) || creation.IsCompleted, "the task was not watched");

        Assert.Equal(RepairOutcome.Busy, Assert.Single(await lab.RepairAsync()).Outcome);
        await lab.Simulator.ReleaseTasksAsync();
        await creation;
    }

    [Fact]
    public async Task What_was_made_to_its_end_is_finished()
    {
        await using var lab = await EngineLab.StartAsync();
        await KillWhileCreatingAsync(lab);
        var repair = lab.RepairAsync();
        await lab.Simulator.ReleaseTasksAsync();
        var result = Assert.Single(await repair);

        Assert.Equal(RepairOutcome.Finished, result.Outcome);
        Assert.Equal(ContainerStatus.Stopped, Assert.Single(await lab.ContainersAsync()).Status);
        await Invariants.EverythingIsTrueAsync(lab);
        var jobs = await lab.JobsAsync();
        Assert.Equal([(JobState.Success, "Repair container web1"), (JobState.Failure, "Create container web1")], jobs.Select(job => (job.Status, job.Name)));
        Assert.Equal($"Interrupted: the process that ran it is gone. Job {jobs[0].Id} deals with what it left.", jobs[1].Message);
        Assert.Empty(await lab.RepairAsync());
    }

    [Fact]
    public async Task A_reservation_of_which_nothing_was_made_is_undone()
    {
        await using var lab = await EngineLab.StartAsync();
        await KillWhileCreatingAsync(lab);
        await lab.Simulator.ReleaseTasksAsync();
        await Eventually.IsTrueAsync(() => lab.Simulator.Containers.All(container => container.Lock is null), "the task does not end");
        lab.Simulator.RemoveContainer(100);

        Assert.Equal(RepairOutcome.Undone, Assert.Single(await lab.RepairAsync()).Outcome);
        await Invariants.NothingIsLeftAsync(lab);
        await Invariants.PoolsAreWholeAsync(lab);
    }

    [Fact]
    public async Task An_id_that_went_to_somebody_else_is_left_to_them()
    {
        await using var lab = await EngineLab.StartAsync();
        await KillWhileCreatingAsync(lab);
        await lab.Simulator.ReleaseTasksAsync();
        await Eventually.IsTrueAsync(() => lab.Simulator.Containers.All(container => container.Lock is null), "the task does not end");
        lab.Simulator.RemoveContainer(100);
        lab.AddForeign(100, "theirs", "10.0.0.90/24");

        Assert.Equal(RepairOutcome.Undone, Assert.Single(await lab.RepairAsync()).Outcome);
        Assert.Empty(await lab.ContainersAsync());
        Assert.Equal("theirs", Assert.Single(lab.Simulator.Containers).Hostname);
    }

    [Fact]
    public async Task A_lock_that_nobody_holds_is_explained_and_kept_for_the_next_time()
    {
        await using var lab = await EngineLab.StartAsync();
        await KillWhileCreatingAsync(lab);
        await lab.Simulator.ReleaseTasksAsync();
        await Eventually.IsTrueAsync(() => lab.Simulator.Containers.All(container => container.Lock is null), "the task does not end");
        lab.Simulator.SetLock(100, "create");
        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.RepairAsync());
        Assert.Contains("pct unlock 100", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(await lab.ContainersAsync());

        lab.Simulator.SetLock(100, null);
        Assert.Equal(RepairOutcome.Finished, Assert.Single(await lab.RepairAsync()).Outcome);
    }

    [Fact]
    public async Task What_could_not_be_undone_is_undone_later()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.Simulator.Faults.Add(new Fault { Method = "DELETE", PathPattern = new(@"/lxc/\d+$"), Times = 100, Status = 500, Message = "the storage is offline" });
        lab.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new("/status/start$"), Times = 100, Status = 500, Message = "no" });
        await Assert.ThrowsAsync<ClusterException>(() => lab.CreateAsync(EngineLab.Draft()));
        lab.Simulator.Faults.Clear();
        Assert.Equal(ContainerStatus.Failed, Assert.Single(await lab.ContainersAsync()).Status);

        Assert.Equal(RepairOutcome.Undone, Assert.Single(await lab.RepairAsync()).Outcome);
        await Invariants.PoolsAreWholeAsync(lab);
    }

    [Fact]
    public async Task What_was_kept_on_purpose_stays()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new("/status/start$"), Times = 100, Status = 500, Message = "no" });
        await Assert.ThrowsAnyAsync<ClusterException>(() => lab.CreateAsync(EngineLab.Draft() with { OnFailure = FailureAction.Keep }));
        lab.Simulator.Faults.Clear();

        Assert.Empty(await lab.RepairAsync());
        Assert.Equal(ContainerStatus.Failed, Assert.Single(await lab.ContainersAsync()).Status);
    }

    [Theory]
    [InlineData("Start container web1", true, RepairOutcome.Recorded, ContainerStatus.Running)]
    [InlineData("Start container web1", false, RepairOutcome.Recorded, ContainerStatus.Missing)]
    [InlineData("Remove container web1", true, RepairOutcome.Recorded, ContainerStatus.Running)]
    [InlineData("Remove container web1", false, RepairOutcome.Finished, null)]
    public async Task Interrupted_work_on_a_container_ends_with_what_is_there(string job, bool isThere, RepairOutcome outcome, ContainerStatus? status)
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        await AbandonAsync(lab, job, "container/web1");
        if (!isThere) lab.Simulator.RemoveContainer(100);

        Assert.Equal(outcome, Assert.Single(await lab.RepairAsync()).Outcome);
        Assert.Equal(status, (await lab.ContainersAsync()).SingleOrDefault()?.Status);
        await Invariants.EverythingIsTrueAsync(lab);
        Assert.Empty(await lab.RepairAsync());
    }

    [Fact]
    public async Task A_job_that_left_nothing_is_ended()
    {
        await using var lab = await EngineLab.StartAsync();
        await AbandonAsync(lab, "Remove container web9", "container/web9");

        var result = Assert.Single(await lab.RepairAsync());
        Assert.Equal((RepairOutcome.Ended, "web9"), (result.Outcome, result.Container));
        Assert.Equal(JobState.Failure, Assert.Single(await lab.JobsAsync()).Status);
    }

    [Fact]
    public async Task Two_repairs_at_once_do_it_once()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        await AbandonAsync(lab, "Start container web1", "container/web1");
        var results = await Task.WhenAll(lab.RepairAsync(), lab.RepairAsync());

        Assert.Single(results.SelectMany(result => result), result => result.Outcome == RepairOutcome.Recorded);
        Assert.Single(await lab.JobsAsync(), job => job.Name == "Repair container web1");
    }

    [Fact]
    public async Task A_process_that_was_taken_for_dead_does_nothing_more()
    {
        await using var lab = await EngineLab.StartAsync();
        Hold(lab);
        var creation = Record.ExceptionAsync(() => lab.CreateAsync(EngineLab.Draft()));
        await Eventually.IsTrueAsync(() => lab.Simulator.Requests.Any(IsWatching) || creation.IsCompleted, "the task was not watched");
        await lab.Place.ExecuteAsync("UPDATE [Jobs] SET [status] = 'failure'");
        await lab.Simulator.ReleaseTasksAsync();

        var error = Assert.IsType<ClusterException>(await creation);
        Assert.Equal("ConcurrencyConflict", error.ErrorId);
        Assert.DoesNotContain(lab.Simulator.Requests, request => request.Method == "DELETE" || request.Path.EndsWith("/status/start", StringComparison.Ordinal));
        Assert.Equal(RepairOutcome.Finished, Assert.Single(await lab.RepairAsync()).Outcome);
    }

    [Fact]
    public async Task Orphans_go_only_on_request_and_copies_never()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        lab.AddForeign(105, "clone", "10.0.0.91/24", Assert.Single(lab.Simulator.Containers).Description);
        lab.AddForeign(106, "lost", "10.0.0.92/24", $"clustermanagement:{Guid.NewGuid()}");
        lab.AddForeign(107, "theirs", "10.0.0.93/24");
        Assert.All(await lab.RepairAsync(), result => Assert.Equal(RepairOutcome.Found, result.Outcome));
        Assert.Equal(4, lab.Simulator.Containers.Count);

        var results = await lab.RepairAsync(removeOrphans: true);
        Assert.Equal([("clone", RepairOutcome.Found), ("lost", RepairOutcome.Removed)], results.Select(result => (result.Container, result.Outcome)));
        Assert.Equal([100, 105, 107], lab.Simulator.Containers.Select(container => container.VmId));
    }

    [Theory]
    [EveryEngine]
    public async Task Adopting_comparing_and_repairing_work_on_every_engine(DatabaseEngine engine)
    {
        await using var lab = await EngineLab.StartAsync(engine: engine);
        lab.AddForeign(101, "old1", "10.0.0.50/24");
        Assert.Equal(DiscoveryOutcome.Added, (await lab.ImportAsync())[^1].Outcome);
        lab.Simulator.MoveContainer(101, "pve2");
        lab.Simulator.SetConfig(101, "memory", "2048");
        Assert.Equal(["Node", "Memory"], (await lab.SettleAsync()).Select(drift => drift.Field));
        await AbandonAsync(lab, "Start container old1", "container/old1");

        Assert.Equal(RepairOutcome.Recorded, Assert.Single(await lab.RepairAsync()).Outcome);
        await Invariants.EverythingIsTrueAsync(lab);
    }

    private static void Hold(EngineLab lab) => lab.Simulator.Faults.Add(
        new Fault { Method = "POST", PathPattern = new("/nodes/pve1/lxc$"), TaskDuration = Timeout.InfiniteTimeSpan });

    private static bool IsWatching(RecordedRequest request) => request.Path.Contains(":vzcreate:", StringComparison.Ordinal) && request.Path.EndsWith("/status", StringComparison.Ordinal);

    private static Task WatchedAsync(EngineLab lab, ShellProcess process) =>
        Eventually.IsTrueAsync(() => lab.Simulator.Requests.Any(IsWatching) || process.HasExited, "the task was not watched");

    private static async Task KillWhileCreatingAsync(EngineLab lab)
    {
        Hold(lab);
        using var process = lab.StartScript(Script, EngineLab.Template);
        await WatchedAsync(lab, process);
        await process.KillAsync();
        lab.Simulator.Faults.Clear();
    }

    private static Task AbandonAsync(EngineLab lab, string name, string resource) => ClusterStore.Open(lab.Database, lab.Place.Provider).WriteAsync(
        db =>
        {
            db.Jobs.Add(new JobEntity { Name = name, AssociatedResource = resource, Status = JobState.Running });
            return db.SaveChangesAsync(TestContext.Current.CancellationToken);
        },
        new RecordingContext());
}
