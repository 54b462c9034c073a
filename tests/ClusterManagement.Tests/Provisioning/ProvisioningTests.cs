using System.Text.RegularExpressions;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Provisioning;

/// <summary>Making containers where the cluster has surprises in store.</summary>
public sealed class ProvisioningTests
{
    [Fact]
    public async Task A_container_is_made_as_it_was_asked_for()
    {
        await using var lab = await EngineLab.StartAsync();
        var container = await lab.CreateAsync(EngineLab.Draft() with { Description = "for us", Tags = ["Web", "b"], Cores = 2, Memory = 1024 });

        var remote = Assert.Single(lab.Simulator.Containers);
        Assert.Equal((100, "pve1", "web1", "running"), (remote.VmId, remote.Node, remote.Hostname, remote.Status));
        Assert.Contains($"hwaddr={container.MacAddress}", remote.Config["net0"], StringComparison.Ordinal);
        Assert.Contains("ip=10.0.0.100/24", remote.Config["net0"], StringComparison.Ordinal);
        Assert.Contains($"clustermanagement:{container.OwnershipId}", remote.Description, StringComparison.Ordinal);
        Assert.Equal("1", remote.Config["unprivileged"]);
        Assert.Equal(("for us", "b,web", EngineLab.Template), (container.Description, string.Join(',', container.Tags), container.Template));
        Assert.Equal(ContainerStatus.Running, container.Status);
        var job = Assert.Single(await lab.JobsAsync());
        Assert.Equal(("Create container web1", "container/web1", JobState.Success), (job.Name, job.AssociatedResource, job.Status));
    }

    [Fact]
    public async Task A_full_storage_has_its_own_error()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.Simulator.SetStorage("local-lvm", 10L << 30, 9L << 30);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => lab.CreateAsync(EngineLab.Draft() with { Disk = 64 }));

        Assert.Equal("StorageFull", error.ErrorId);
        Assert.Contains("local-lvm", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Disk", error.RecommendedAction, StringComparison.Ordinal);
        await Invariants.NothingIsLeftAsync(lab);
        lab.Simulator.SetStorage("local-lvm", 500L << 30, 0);
        await Invariants.PoolsAreWholeAsync(lab);
    }

    [Fact]
    public async Task Ids_taken_between_proposal_and_creation_are_passed_by()
    {
        await using var lab = await EngineLab.StartAsync();
        var fault = lab.Simulator.Faults.Add(
            new Fault { Method = "POST", PathPattern = new Regex("^/nodes/pve1/lxc$"), Delay = TimeSpan.FromMilliseconds(300) });
        var creation = lab.CreateAsync(EngineLab.Draft());
        await Eventually.IsTrueAsync(() => fault.Hits > 0, "nothing was created");
        lab.Simulator.AddContainer(100, "pve1");
        lab.Simulator.AddContainer(101, "pve2");
        var container = await creation;

        Assert.Equal(102, container.ContainerId);
        Assert.Equal([100, 101, 102], lab.Simulator.Containers.Select(remote => remote.VmId));
        await Invariants.NothingIsNobodysAsync(lab);
        var job = Assert.Single(await lab.JobsAsync());
        Assert.Contains(job.Statuses, status => status.Message == "CTID 100 is taken on Proxmox by somebody else; going on with 101.");
    }

    [Fact]
    public async Task Ids_of_rows_are_passed_by_although_the_cluster_takes_them_for_free()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft("reserved") with { Start = false, NoProvision = true, ContainerId = 100 });
        Assert.Equal(101, (await lab.CreateAsync(EngineLab.Draft())).ContainerId);
        Assert.Equal(102, (await lab.CreateAsync(EngineLab.Draft("web2") with { Node = new NodeIdentity("pve2") })).ContainerId);
    }

    [Fact]
    public async Task An_id_that_was_asked_for_and_is_taken_is_an_error()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.Simulator.AddContainer(150, "pve2");
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => lab.CreateAsync(EngineLab.Draft() with { ContainerId = 150 }));

        Assert.Contains("150 already exists", error.Message, StringComparison.Ordinal);
        Assert.Empty(await lab.ContainersAsync());
        Assert.Equal(150, Assert.Single(lab.Simulator.Containers).VmId);
    }

    [Fact]
    public async Task A_container_that_is_still_being_made_when_the_answer_is_lost_is_made_once()
    {
        await using var lab = await EngineLab.StartAsync(new SimulatorOptions { TaskDuration = TimeSpan.FromMilliseconds(300) });
        lab.Simulator.Faults.Add(new Fault { Method = "POST", DropConnection = ConnectionDrop.AfterProcessing });
        var container = await lab.CreateAsync(EngineLab.Draft());

        Assert.Equal((ContainerStatus.Running, 100), (container.Status, container.ContainerId));
        Assert.Single(lab.Simulator.Requests, request => request is { Method: "POST", Path: "/nodes/pve1/lxc" });
        Assert.Equal("running", Assert.Single(lab.Simulator.Containers).Status);
    }

    [Fact]
    public async Task A_task_that_warns_is_a_success_with_a_warning()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.Simulator.Faults.Add(new Fault { Method = "POST", TaskExitStatus = "WARNINGS: 1", TaskLog = ["WARN: the template is old"] });
        var context = new RecordingContext();
        var container = await lab.CreateAsync(EngineLab.Draft(), context);

        Assert.Equal(ContainerStatus.Running, container.Status);
        Assert.Contains(context.Warnings, warning => warning.Contains("WARN: the template is old", StringComparison.Ordinal));
        Assert.Equal(JobState.Success, Assert.Single(await lab.JobsAsync()).Status);
    }

    [Fact]
    public async Task Another_address_than_the_reserved_one_is_recorded_with_a_warning()
    {
        await using var lab = await EngineLab.StartAsync(new SimulatorOptions { TaskDuration = TimeSpan.Zero, DhcpRange = "10.0.0.150-10.0.0.160" });
        var context = new RecordingContext();
        var container = await lab.CreateAsync(EngineLab.Draft() with { Dhcp = true }, context);

        Assert.Equal("10.0.0.150", container.Ipv4Address);
        Assert.Contains(context.Warnings, warning => warning.Contains("10.0.0.150 and not 10.0.0.100", StringComparison.Ordinal));

        // The reserved address is free again, and the pool knows.
        Assert.Equal("10.0.0.100", (await lab.CreateAsync(EngineLab.Draft("web2"))).Ipv4Address);
    }

    [Fact]
    public async Task An_address_of_somebody_else_is_not_recorded()
    {
        await using var lab = await EngineLab.StartAsync(new SimulatorOptions { TaskDuration = TimeSpan.Zero, DhcpRange = "10.0.0.150-10.0.0.160" });
        await lab.CreateAsync(EngineLab.Draft("owner") with { Ipv4Address = "10.0.0.150", NoProvision = true, Start = false });
        var context = new RecordingContext();
        var container = await lab.CreateAsync(EngineLab.Draft() with { Dhcp = true }, context);

        Assert.Equal("10.0.0.100", container.Ipv4Address);
        Assert.Contains(context.Warnings, warning => warning.Contains("belongs to somebody else", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("windows-11", null, "TemplateNotFound")]
    [InlineData("debian-12", "nonsense", "StorageNotFound")]
    [InlineData("debian-12", "local", "InvalidValue")]
    public async Task What_the_node_lacks_is_said_before_anything_is_reserved(string template, string? storage, string errorId)
    {
        await using var lab = await EngineLab.StartAsync();
        var error = await Assert.ThrowsAnyAsync<ClusterException>(
            () => lab.CreateAsync(EngineLab.Draft() with { Template = template, Storage = storage }));

        Assert.Equal(errorId, error.ErrorId);
        Assert.Empty(await lab.ContainersAsync());
        Assert.Empty(await lab.JobsAsync());
        Assert.DoesNotContain(lab.Simulator.Requests, request => request.Method != "GET");
    }

    [Fact]
    public async Task What_is_not_approved_changes_nothing()
    {
        await using var lab = await EngineLab.StartAsync();
        var context = new RecordingContext { IsApproving = false };

        Assert.Null(await lab.Session.Containers.CreateAsync(EngineLab.Draft(), context));
        await Invariants.NothingIsLeftAsync(lab);
        Assert.Empty(await lab.JobsAsync());
        Assert.Empty(lab.Simulator.Requests);
    }
}
