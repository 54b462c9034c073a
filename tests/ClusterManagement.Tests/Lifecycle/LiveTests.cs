using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Lifecycle;

/// <summary>The present state of many containers by one request.</summary>
public sealed class LiveTests
{
    [Fact]
    public async Task One_request_tells_of_all_containers_of_a_cluster()
    {
        await using var lab = await StartAsync();
        lab.ForgetRequests();
        var live = lab.Session.Containers.ReadLive(new RecordingContext());
        var containers = await ReadAsync(live);
        await ReadAsync(live, new ContainerFilter { Name = NameFilter.Named("web2") });

        Assert.Equal(["web1 Running", "web3 Stopped", "web2 Running"], containers.Select(container => $"{container.Hostname} {container.Status}"));
        Assert.Equal("/cluster/resources", Assert.Single(lab.Simulator.Requests).Path);
        var web1 = containers[0].Live;
        Assert.NotNull(web1);
        Assert.Equal(("pve1", "running", 512L << 20), (web1.Node, web1.Status, web1.MemoryTotal));
        Assert.True(web1.Uptime > TimeSpan.Zero && web1.MemoryUsed > 0 && web1.CpuUsage > 0);
        Assert.Equal(TimeSpan.Zero, containers[1].Live?.Uptime);
    }

    [Fact]
    public async Task The_present_state_is_shown_filtered_and_not_recorded()
    {
        await using var lab = await StartAsync();
        lab.Simulator.SetRunning(100, false);
        using (var client = LabClient.Connect(lab))
        {
            await client.MigrateAsync("pve1", 100, new MigrationRequest("pve2", false, TimeSpan.FromMinutes(1), null), TestContext.Current.CancellationToken);
        }

        var stopped = await ReadAsync(lab.Session.Containers.ReadLive(new RecordingContext()), new ContainerFilter { Status = [ContainerStatus.Stopped] });
        Assert.Equal(["web1", "web3"], stopped.Select(container => container.Hostname));
        Assert.Equal(("pve1", "pve2"), (stopped[0].Node, stopped[0].Live?.Node));
        Assert.Equal(ContainerStatus.Running, (await lab.ContainersAsync()).Single(row => row.Hostname == "web1").Status);
    }

    [Fact]
    public async Task One_that_is_gone_is_missing_and_one_that_was_registered_only_stays_pending()
    {
        await using var lab = await StartAsync();
        await lab.CreateAsync(EngineLab.Draft("paper") with { NoProvision = true, Start = false });
        lab.Simulator.RemoveContainer(100);
        var containers = await ReadAsync(lab.Session.Containers.ReadLive(new RecordingContext()));

        Assert.Equal(
            ["paper Pending", "web1 Missing", "web2 Running", "web3 Stopped"],
            containers.Select(container => $"{container.Hostname} {container.Status}").Order());
        Assert.Contains("100", containers.Single(container => container.Hostname == "web1").StatusReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_is_down_gives_one_warning_and_what_was_recorded()
    {
        await using var lab = await StartAsync();
        lab.Simulator.SetNodeOnline("pve2", false);
        var context = new RecordingContext();
        var containers = await ReadAsync(lab.Session.Containers.ReadLive(context));

        Assert.Equal(3, containers.Count);
        Assert.Contains("pve2", Assert.Single(context.Warnings), StringComparison.Ordinal);
        var away = containers.Single(container => container.Hostname == "web2");
        Assert.Equal((ContainerStatus.Running, null), (away.Status, away.Live));
        Assert.NotNull(containers.Single(container => container.Hostname == "web1").Live);
    }

    [Fact]
    public async Task An_endpoint_that_does_not_answer_is_asked_about_at_another_node()
    {
        await using var lab = await StartAsync();
        await lab.Session.Nodes.UpdateAsync(new NodeIdentity("pve1"), new NodeChanges { ApiUrl = "https://127.0.0.1:1" }, new RecordingContext());
        lab.ForgetRequests();
        var context = new RecordingContext();
        var containers = await ReadAsync(lab.Session.Containers.ReadLive(context));

        Assert.All(containers, container => Assert.NotNull(container.Live));
        Assert.Contains("is asked in its place", Assert.Single(context.Warnings), StringComparison.Ordinal);
        Assert.Single(lab.Simulator.Requests, request => request.Path == "/cluster/resources");
    }

    [Fact]
    public async Task When_nobody_answers_each_node_gives_a_warning_and_the_list_goes_on()
    {
        await using var lab = await StartAsync();
        foreach (var node in new[] { "pve1", "pve2" })
        {
            await lab.Session.Nodes.UpdateAsync(new NodeIdentity(node), new NodeChanges { ApiUrl = "https://127.0.0.1:1" }, new RecordingContext());
        }

        var context = new RecordingContext();
        var containers = await ReadAsync(lab.Session.Containers.ReadLive(context));

        Assert.Equal(3, containers.Count);
        Assert.All(containers, container => Assert.Null(container.Live));
        Assert.Equal(2, context.Warnings.Count);
    }

    [Fact]
    public async Task A_credential_without_rights_does_not_make_containers_missing()
    {
        await using var lab = await StartAsync();
        foreach (var node in new[] { "pve1", "pve2" })
        {
            await lab.Session.Nodes.UpdateAsync(
                new NodeIdentity(node),
                new NodeChanges
                {
                    ApiTokenIdOrUsername = lab.Simulator.Options.UnprivilegedTokenId,
                    ApiTokenSecretOrPassword = new SecretText(lab.Simulator.Options.UnprivilegedTokenSecret),
                },
                new RecordingContext());
        }

        var context = new RecordingContext();
        Assert.DoesNotContain(await ReadAsync(lab.Session.Containers.ReadLive(context)), container => container.Status == ContainerStatus.Missing);
        Assert.Contains(context.Warnings, warning => warning.Contains("VM.Audit", StringComparison.Ordinal));
    }

    private static Task<List<Container>> ReadAsync(ILiveContainers live, ContainerFilter? filter = null) =>
        live.FindAsync(filter ?? new ContainerFilter()).ToListAsync(TestContext.Current.CancellationToken).AsTask();

    private static async Task<EngineLab> StartAsync()
    {
        var lab = await EngineLab.StartAsync(new SimulatorOptions { TaskDuration = TimeSpan.Zero });
        await lab.CreateAsync(EngineLab.Draft());
        await lab.CreateAsync(EngineLab.Draft("web2") with { Node = new NodeIdentity("pve2") });
        await lab.CreateAsync(EngineLab.Draft("web3") with { Start = false });
        return lab;
    }
}
