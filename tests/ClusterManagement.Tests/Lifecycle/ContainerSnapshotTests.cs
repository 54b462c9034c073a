using System.Text.RegularExpressions;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Lifecycle;

/// <summary>Snapshots, and the way back to them.</summary>
public sealed class ContainerSnapshotTests
{
    private static readonly ContainerIdentity Web1 = new("web1");

    [Fact]
    public async Task Snapshots_come_and_go_and_the_present_state_is_none_of_them()
    {
        await using var lab = await StartAsync();
        var first = await TakeAsync(lab, "first", "one");
        var second = await TakeAsync(lab, "second");
        var all = await lab.Session.Snapshots.ReadAsync(Web1, new RecordingContext());

        Assert.Equal(("web1", "first", "one", null, false), (all[0].Container, all[0].Name, all[0].Description, all[0].Parent, all[0].IsCurrent));
        Assert.Equal(("second", null, "first", true), (all[1].Name, all[1].Description, all[1].Parent, all[1].IsCurrent));
        Assert.Equal(2, all.Count);
        Assert.Equal([all[0] with { IsCurrent = true }, all[1]], [first, second]);

        await lab.Session.Snapshots.RemoveAsync(Web1, "first", false, new RecordingContext());
        Assert.Equal("second", Assert.Single(await lab.Session.Snapshots.ReadAsync(Web1, new RecordingContext())).Name);
        Assert.Equal(
            ["Remove snapshot first of container web1", "Take snapshot second of container web1", "Take snapshot first of container web1"],
            (await lab.JobsAsync()).Take(3).Select(job => job.Name));
    }

    [Fact]
    public async Task Going_back_brings_the_resources_back_and_keeps_what_others_may_have()
    {
        await using var lab = await StartAsync();
        await TakeAsync(lab, "before");
        var changes = new ContainerChanges { Memory = 2048, Tags = new(["new"]), Ipv4Address = "10.0.0.150", Hostname = "renamed", Description = "kept" };
        await lab.Session.Containers.UpdateAsync(Web1, changes, new RecordingContext());
        await lab.CreateAsync(EngineLab.Draft("web1"));

        var container = await lab.Session.Snapshots.RestoreAsync(new ContainerIdentity("renamed"), "before", true, new RecordingContext());

        Assert.NotNull(container);
        Assert.Equal(("renamed", "10.0.0.150", 512, ContainerStatus.Running), (container.Hostname, container.Ipv4Address, container.Memory, container.Status));
        Assert.Empty(container.Tags);
        var remote = lab.Simulator.Containers.Single(entry => entry.VmId == container.ContainerId);
        var net = NetworkInterfaceSpec.Parse(remote.Config["net0"]);
        Assert.Equal(("renamed", "running", "10.0.0.150/24", container.MacAddress), (remote.Hostname, remote.Status, net.Ip, net.HardwareAddress));
        Assert.Equal(container.OwnershipId, OwnershipMark.Find(remote.Description));

        // The address is set before it may start.
        var order = lab.Simulator.Requests.Where(request => request.Method != "GET").Select(request => request.Path.Split('/')[^1]).ToList();
        Assert.True(order.LastIndexOf("rollback") < order.LastIndexOf("config") && order.LastIndexOf("config") < order.LastIndexOf("start"));
    }

    [Fact]
    public async Task Without_start_it_stays_stopped()
    {
        await using var lab = await StartAsync();
        await TakeAsync(lab, "before");
        Assert.Equal(ContainerStatus.Stopped, (await lab.Session.Snapshots.RestoreAsync(Web1, "before", false, new RecordingContext()))?.Status);
        Assert.Equal("stopped", Assert.Single(lab.Simulator.Containers).Status);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("current")]
    [InlineData("1st")]
    [InlineData("a b")]
    [InlineData("a23456789b123456789c123456789d123456789ex")]
    public async Task Names_are_checked_as_Proxmox_checks_them(string name)
    {
        await using var lab = await StartAsync();
        lab.ForgetRequests();
        await Assert.ThrowsAsync<InvalidValueException>(() => TakeAsync(lab, name));
        await Assert.ThrowsAsync<InvalidValueException>(() => lab.Session.Snapshots.RestoreAsync(Web1, name, false, new RecordingContext()));
        Assert.Empty(lab.Simulator.Requests);
    }

    [Fact]
    public async Task Names_that_are_taken_or_missing_are_refused_without_a_task()
    {
        await using var lab = await StartAsync();
        await TakeAsync(lab, "before");
        lab.ForgetRequests();
        var jobs = (await lab.JobsAsync()).Count;

        Assert.Equal("SnapshotAlreadyExists", (await Assert.ThrowsAsync<ObjectExistsException>(() => TakeAsync(lab, "before"))).ErrorId);
        var missing = await Assert.ThrowsAsync<ClusterException>(() => lab.Session.Snapshots.RestoreAsync(Web1, "nope", false, new RecordingContext()));
        Assert.Equal("SnapshotNotFound", missing.ErrorId);
        Assert.Contains("it has before", missing.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ClusterException>(() => lab.Session.Snapshots.RemoveAsync(Web1, "nope", false, new RecordingContext()));
        Assert.DoesNotContain(lab.Simulator.Requests, request => request.Method != "GET");
        Assert.Equal(jobs, (await lab.JobsAsync()).Count);
    }

    [Theory]
    [InlineData("/snapshot$")]
    [InlineData("/rollback$")]
    [InlineData("/snapshot/before$")]
    public async Task A_lost_answer_is_looked_up(string path)
    {
        await using var lab = await StartAsync(EngineLab.Draft());
        if (path != "/snapshot$") await TakeAsync(lab, "before");
        lab.Simulator.Faults.Add(new Fault { PathPattern = new Regex(path), Method = path == "/snapshot/before$" ? "DELETE" : "POST", DropConnection = ConnectionDrop.AfterProcessing });
        switch (path)
        {
            case "/snapshot$":
                Assert.Equal("before", (await TakeAsync(lab, "before")).Name);
                break;
            case "/rollback$":
                Assert.Equal(ContainerStatus.Stopped, (await lab.Session.Snapshots.RestoreAsync(Web1, "before", false, new RecordingContext()))?.Status);
                break;
            default:
                await lab.Session.Snapshots.RemoveAsync(Web1, "before", false, new RecordingContext());
                Assert.Empty(await lab.Session.Snapshots.ReadAsync(Web1, new RecordingContext()));
                break;
        }

        Assert.Equal(JobState.Success, (await lab.JobsAsync())[0].Status);
    }

    [Fact]
    public async Task A_way_back_that_ends_badly_is_recorded()
    {
        await using var lab = await StartAsync();
        await TakeAsync(lab, "before");
        await lab.Session.Containers.UpdateAsync(Web1, new ContainerChanges { Ipv4Address = "10.0.0.150" }, new RecordingContext());
        lab.Simulator.Faults.Add(new Fault { Method = "PUT", PathPattern = new Regex("/config$"), Status = 500, Message = "something broke" });
        await Assert.ThrowsAsync<RemoteApiException>(() => lab.Session.Snapshots.RestoreAsync(Web1, "before", true, new RecordingContext()));

        var row = Assert.Single(await lab.ContainersAsync());
        Assert.Equal((ContainerStatus.Unknown, "10.0.0.150"), (row.Status, row.Ipv4Address));
        Assert.Contains("something broke", row.StatusReason, StringComparison.Ordinal);
        Assert.Equal("stopped", Assert.Single(lab.Simulator.Containers).Status);

        var restored = await lab.Session.Snapshots.RestoreAsync(Web1, "before", true, new RecordingContext());
        Assert.Equal((ContainerStatus.Running, null), (restored?.Status, restored?.StatusReason));
        Assert.Contains("ip=10.0.0.150/24", Assert.Single(lab.Simulator.Containers).Config["net0"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strangers_container_is_left_alone()
    {
        await using var lab = await StartAsync();
        await TakeAsync(lab, "before");
        lab.Simulator.RemoveContainer(100);
        lab.Simulator.AddContainer(100, "pve1", new Dictionary<string, string> { ["description"] = $"clustermanagement:{Guid.NewGuid()}\n" });
        lab.ForgetRequests();

        Assert.Equal("PermissionDenied", (await Assert.ThrowsAsync<ClusterException>(() => lab.Session.Snapshots.ReadAsync(Web1, new RecordingContext()))).ErrorId);
        Assert.Equal("ContainerMissing", (await Assert.ThrowsAsync<ClusterException>(() => TakeAsync(lab, "again"))).ErrorId);
        await Assert.ThrowsAsync<ClusterException>(() => lab.Session.Snapshots.RestoreAsync(Web1, "before", false, new RecordingContext()));
        Assert.DoesNotContain(lab.Simulator.Requests, request => request.Method != "GET");
    }

    [Fact]
    public async Task A_storage_without_snapshots_says_so_in_Proxmoxs_words()
    {
        await using var lab = await EngineLab.StartAsync(new SimulatorOptions
        {
            TaskDuration = TimeSpan.Zero,
            Storages = [new SimulatedStorage("local", "dir", "vztmpl,rootdir,backup") { TotalBytes = 500L << 30 }],
        });
        await lab.CreateAsync(EngineLab.Draft());
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => TakeAsync(lab, "before"));

        Assert.Contains("snapshot feature is not available", error.Message, StringComparison.Ordinal);
        Assert.Equal(JobState.Failure, (await lab.JobsAsync())[0].Status);
    }

    private static async Task<EngineLab> StartAsync(ContainerDraft? draft = null)
    {
        var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(draft ?? EngineLab.Draft());
        return lab;
    }

    private static async Task<ClusterSnapshot> TakeAsync(EngineLab lab, string name, string? description = null) =>
        await lab.Session.Snapshots.CreateAsync(Web1, name, description, new RecordingContext())
        ?? throw new InvalidOperationException("The snapshot was not approved.");
}
