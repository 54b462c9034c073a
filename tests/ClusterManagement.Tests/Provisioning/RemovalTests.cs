using System.Text.RegularExpressions;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Provisioning;

/// <summary>Removing containers: ours go, those of others never do.</summary>
public sealed class RemovalTests
{
    [Fact]
    public async Task A_running_container_is_refused_without_force()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        var error = await Assert.ThrowsAsync<ObjectInUseException>(() => lab.RemoveAsync("web1", force: false));

        Assert.Contains("is running", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Force", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(await lab.ContainersAsync());
        Assert.Equal("running", Assert.Single(lab.Simulator.Containers).Status);
        Assert.Equal(JobState.Failure, (await lab.JobsAsync())[0].Status);
    }

    [Fact]
    public async Task A_stopped_container_goes_without_force()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft() with { Start = false });
        await lab.RemoveAsync("web1", force: false);

        await Invariants.NothingIsLeftAsync(lab);
        await Invariants.PoolsAreWholeAsync(lab);
    }

    [Fact]
    public async Task A_locked_container_stays_on_both_sides()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft() with { Start = false });
        lab.Simulator.SetLock(100, "backup");
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => lab.RemoveAsync("web1"));

        Assert.Contains("locked (backup)", error.Message, StringComparison.Ordinal);
        Assert.Single(await lab.ContainersAsync());
        Assert.Single(lab.Simulator.Containers);
        lab.Simulator.SetLock(100, null);
        await lab.RemoveAsync("web1");
        await Invariants.PoolsAreWholeAsync(lab);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("somebody else's")]
    [InlineData("clustermanagement:11111111-2222-3333-4444-555555555555")]
    public async Task A_container_without_the_mark_is_left_alone(string? description)
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        lab.Simulator.RemoveContainer(100);
        var config = description is null ? null : new Dictionary<string, string> { ["description"] = description };
        lab.Simulator.AddContainer(100, "pve1", config, running: true);
        lab.ForgetRequests();
        var context = new RecordingContext();
        await lab.RemoveAsync("web1", context: context);

        Assert.Empty(await lab.ContainersAsync());
        Assert.Equal("running", Assert.Single(lab.Simulator.Containers).Status);
        Assert.Contains(context.Warnings, warning => warning.Contains("belongs to somebody else", StringComparison.Ordinal));
        Assert.DoesNotContain(lab.Simulator.Requests, request => request.Method != "GET");
    }

    [Fact]
    public async Task A_container_that_moved_to_another_node_is_found()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        var moved = Assert.Single(lab.Simulator.Containers);
        lab.Simulator.RemoveContainer(100);
        lab.Simulator.AddContainer(100, "pve2", moved.Config, running: true);
        await lab.RemoveAsync("web1");

        await Invariants.NothingIsLeftAsync(lab);
        Assert.Contains(lab.Simulator.Requests, request => request is { Method: "DELETE", Path: "/nodes/pve2/lxc/100" });
        await Invariants.PoolsAreWholeAsync(lab);
    }

    [Fact]
    public async Task A_container_that_is_gone_already_goes_from_the_database()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        lab.Simulator.RemoveContainer(100);
        await lab.RemoveAsync("web1");

        await Invariants.PoolsAreWholeAsync(lab);
    }

    [Theory]
    [InlineData(ConnectionDrop.BeforeProcessing)]
    [InlineData(ConnectionDrop.AfterProcessing)]
    public async Task A_removal_whose_answer_is_lost_is_looked_after_and_done(ConnectionDrop drop)
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        var fault = lab.Simulator.Faults.Add(new Fault { Method = "DELETE", PathPattern = new Regex("/lxc/100$"), DropConnection = drop });
        await lab.RemoveAsync("web1");

        Assert.Equal(1, fault.Hits);
        Assert.Equal(drop == ConnectionDrop.BeforeProcessing ? 2 : 1, lab.Simulator.Requests.Count(request => request.Method == "DELETE"));
        Assert.Empty(lab.Simulator.Containers);
        await Invariants.PoolsAreWholeAsync(lab);
    }

    [Fact]
    public async Task A_node_that_is_down_loses_nothing()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft("web1") with { Node = new NodeIdentity("pve2") });
        lab.Simulator.SetNodeOnline("pve2", false);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => lab.RemoveAsync("web1"));

        Assert.Equal("NotConnected", error.ErrorId);
        Assert.Single(await lab.ContainersAsync());
        lab.Simulator.SetNodeOnline("pve2", true);
        await lab.RemoveAsync("web1");
        await Invariants.NothingIsLeftAsync(lab);
    }
}
