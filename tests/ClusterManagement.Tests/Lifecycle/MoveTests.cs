using System.Text.RegularExpressions;
using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Lifecycle;

/// <summary>Moving containers: the row follows the container, and only then.</summary>
public sealed class MoveTests
{
    private static readonly ContainerIdentity Web1 = new("web1");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_container_moves_and_its_row_follows(bool isRunning)
    {
        await using var lab = await StartAsync(isRunning);
        var before = Assert.Single(await lab.ContainersAsync());
        var moved = await MoveAsync(lab, "pve2");

        Assert.Equal(("pve2", isRunning ? ContainerStatus.Running : ContainerStatus.Stopped), (moved.Node, moved.Status));
        Assert.Equal((before.Ipv4Address, before.MacAddress, before.ContainerId), (moved.Ipv4Address, moved.MacAddress, moved.ContainerId));
        var remote = Assert.Single(lab.Simulator.Containers);
        Assert.Equal(("pve2", isRunning ? "running" : "stopped"), (remote.Node, remote.Status));
        var sent = Assert.Single(lab.Simulator.Requests, request => request is { Method: "POST" } && request.Path.EndsWith("/migrate", StringComparison.Ordinal));
        Assert.Equal(isRunning ? ["restart", "target", "timeout"] : ["target"], sent.Parameters.Select(parameter => parameter.Key).Order());
        var job = (await lab.JobsAsync())[0];
        Assert.Equal(("Move container web1 to pve2", JobState.Success), (job.Name, job.Status));
    }

    [Fact]
    public async Task Its_own_node_is_refused_before_anything_is_sent()
    {
        await using var lab = await StartAsync();
        lab.ForgetRequests();
        var error = await Assert.ThrowsAsync<InvalidValueException>(() => MoveAsync(lab, "pve1"));

        Assert.Contains("another node than pve1", error.Message, StringComparison.Ordinal);
        Assert.Empty(lab.Simulator.Requests);
    }

    [Fact]
    public async Task A_node_of_another_site_is_refused_before_anything_is_sent()
    {
        await using var lab = await StartAsync();
        var context = new RecordingContext();
        await lab.Session.Sites.CreateAsync(
            new SiteDraft { Name = "dc2", InternalDomain = "two.internal", DhcpRange = "10.2.0.10-10.2.0.20", SubnetMask = "/24", Gateway = "10.2.0.1" }, context);
        await lab.Session.Nodes.CreateAsync(new NodeDraft { Name = "far1", Site = new SiteIdentity("dc2") }, context);
        lab.ForgetRequests();
        var error = await Assert.ThrowsAsync<InvalidValueException>(() => MoveAsync(lab, "far1"));

        Assert.Contains("-Backup", error.Message, StringComparison.Ordinal);
        Assert.Empty(lab.Simulator.Requests);
    }

    [Fact]
    public async Task A_node_that_is_down_is_refused_without_a_shutdown()
    {
        await using var lab = await StartAsync();
        lab.Simulator.SetNodeOnline("pve2", false);
        var error = await Assert.ThrowsAsync<ClusterException>(() => MoveAsync(lab, "pve2"));

        Assert.Equal("MoveRefused", error.ErrorId);
        Assert.Contains("offline", error.Message, StringComparison.Ordinal);
        Assert.Equal("running", Assert.Single(lab.Simulator.Containers).Status);
        Assert.Equal("pve1", Assert.Single(await lab.ContainersAsync()).Node);
    }

    [Fact]
    public async Task A_locked_container_is_refused()
    {
        await using var lab = await StartAsync();
        lab.Simulator.SetLock(100, "backup");
        var error = await Assert.ThrowsAsync<ClusterException>(() => MoveAsync(lab, "pve2"));

        Assert.Equal("MoveRefused", error.ErrorId);
        Assert.Contains("locked (backup)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_storage_that_is_not_there_or_takes_no_disks_is_refused()
    {
        await using var lab = await StartAsync();
        var error = await Assert.ThrowsAsync<ClusterException>(() => MoveAsync(lab, "pve2", "local"));
        Assert.Equal("MoveRefused", error.ErrorId);
        Assert.Contains("-TargetStorage: local-lvm", error.RecommendedAction, StringComparison.Ordinal);

        lab.Simulator.SetStorage("local-lvm", 10L << 30, 9L << 30);
        error = await Assert.ThrowsAsync<ClusterException>(() => MoveAsync(lab, "pve2"));
        Assert.Contains("rootfs needs 4", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(lab.Simulator.Requests, request => request.Method == "POST" && request.Path.EndsWith("/migrate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_storage_takes_the_disks()
    {
        await using var lab = await StartAsync(options: new SimulatorOptions
        {
            TaskDuration = TimeSpan.Zero,
            Storages =
            [
                new SimulatedStorage("local", "dir", "vztmpl,backup") { TotalBytes = 250L << 30 },
                new SimulatedStorage("local-lvm", "lvmthin", "rootdir") { TotalBytes = 500L << 30 },
                new SimulatedStorage("fast", "zfspool", "rootdir") { TotalBytes = 100L << 30 },
            ],
        });
        await MoveAsync(lab, "pve2", "fast");

        Assert.StartsWith("fast:", Assert.Single(lab.Simulator.Containers).Config["rootfs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConnectionDrop.BeforeProcessing)]
    [InlineData(ConnectionDrop.AfterProcessing)]
    public async Task After_a_lost_answer_the_row_says_where_the_container_is(ConnectionDrop drop)
    {
        await using var lab = await StartAsync();
        lab.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new Regex("/migrate$"), DropConnection = drop });
        var error = await Record.ExceptionAsync(() => MoveAsync(lab, "pve2"));

        Assert.Equal(drop == ConnectionDrop.BeforeProcessing, error is RemoteApiException);
        Assert.Equal(Assert.Single(lab.Simulator.Containers).Node, Assert.Single(await lab.ContainersAsync()).Node);
        Assert.Equal(drop == ConnectionDrop.AfterProcessing ? "pve2" : "pve1", Assert.Single(lab.Simulator.Containers).Node);
        Assert.Single(lab.Simulator.Requests, request => request.Method == "POST" && request.Path.EndsWith("/migrate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_failed_task_the_row_stays_where_the_container_is()
    {
        await using var lab = await StartAsync();
        lab.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new Regex("/migrate$"), TaskExitStatus = "migration aborted" });
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => MoveAsync(lab, "pve2"));

        Assert.Contains("migration aborted", error.Message, StringComparison.Ordinal);
        Assert.Equal(("pve1", ContainerStatus.Running), (Assert.Single(await lab.ContainersAsync()).Node, Assert.Single(await lab.ContainersAsync()).Status));
        Assert.Equal(JobState.Failure, (await lab.JobsAsync())[0].Status);
    }

    [Fact]
    public async Task Cancelling_aborts_the_move_and_both_sides_agree()
    {
        await using var lab = await StartAsync();
        var fault = lab.Simulator.Faults.Add(
            new Fault { Method = "POST", PathPattern = new Regex("/migrate$"), TaskDuration = Timeout.InfiniteTimeSpan });
        using var cancellation = new CancellationTokenSource();
        var move = MoveAsync(lab, "pve2", context: new RecordingContext(cancellation.Token));
        await Eventually.IsTrueAsync(() => Assert.Single(lab.Simulator.Containers).Lock == "migrate", "the move did not begin");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => move);
        var remote = Assert.Single(lab.Simulator.Containers);
        Assert.Equal(("pve1", null), (remote.Node, remote.Lock));
        Assert.Equal("pve1", Assert.Single(await lab.ContainersAsync()).Node);
        Assert.Equal(JobState.Cancelled, (await lab.JobsAsync())[0].Status);
    }

    [Fact]
    public async Task One_that_is_there_already_needs_no_move()
    {
        await using var lab = await StartAsync();
        using (var client = LabClient.Connect(lab))
        {
            await client.MigrateAsync("pve1", 100, new MigrationRequest("pve2", true, TimeSpan.FromMinutes(1), null), TestContext.Current.CancellationToken);
        }

        lab.ForgetRequests();

        Assert.Equal("pve2", (await MoveAsync(lab, "pve2")).Node);
        Assert.DoesNotContain(lab.Simulator.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task An_old_release_is_not_asked_for_preconditions()
    {
        await using var lab = await StartAsync(options: new SimulatorOptions { TaskDuration = TimeSpan.Zero, Version = "8.4.5" });
        lab.ForgetRequests();
        Assert.Equal("pve2", (await MoveAsync(lab, "pve2")).Node);
        Assert.DoesNotContain(lab.Simulator.Requests, request => request.Method == "GET" && request.Path.EndsWith("/migrate", StringComparison.Ordinal));
    }

    private static async Task<EngineLab> StartAsync(bool isRunning = true, SimulatorOptions? options = null)
    {
        var lab = await EngineLab.StartAsync(options);
        await lab.CreateAsync(EngineLab.Draft() with { Start = isRunning });
        return lab;
    }

    private static async Task<Container> MoveAsync(EngineLab lab, string node, string? storage = null, RecordingContext? context = null) =>
        await lab.Session.Containers.MoveAsync(
            Web1, new ContainerMove { Node = new NodeIdentity(node), TargetStorage = storage }, context ?? new RecordingContext())
        ?? throw new InvalidOperationException("The move was not approved.");
}
