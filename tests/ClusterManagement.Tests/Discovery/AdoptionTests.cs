using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Discovery;

/// <summary>Containers that are there already are adopted as they are, or reported with the reason why not.</summary>
public sealed class AdoptionTests
{
    [Fact]
    public async Task A_container_is_adopted_as_it_is_without_a_writing_request()
    {
        await using var lab = await EngineLab.StartAsync();
        var before = lab.AddForeign(101, "old1", "10.0.0.50/24", "kept since 2019\n");
        lab.ForgetRequests();
        var results = await lab.ImportAsync();

        Assert.Equal(["Node pve1 Unchanged", "Node pve2 Unchanged", "Container old1 Added"], results.Select(Describe));
        var row = Assert.Single(await lab.ContainersAsync());
        Assert.Equal(
            ("old1", 101, Found.Mac(101), "10.0.0.50", ContainerStatus.Running), (row.Hostname, row.ContainerId, row.MacAddress, row.Ipv4Address, row.Status));
        Assert.Equal((2, 1024, "kept since 2019", true), (row.Cores, row.Memory, row.Description, row.OnBoot));
        Assert.Equal(["old", "web"], row.Tags);
        Assert.DoesNotContain(lab.Simulator.Requests, request => request.Method != "GET");
        Assert.Equal(before.Config, Assert.Single(lab.Simulator.Containers).Config);
    }

    [Fact]
    public async Task A_second_run_adds_only_what_is_new()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft("ours"));
        lab.AddForeign(101, "old1", "10.0.0.50/24");
        await lab.ImportAsync();
        var audited = await AuditedAsync(lab);
        lab.AddForeign(102, "old2", "10.0.0.51/24", running: false);
        var results = await lab.ImportAsync();

        Assert.Equal(["Container ours Unchanged", "Container old1 Unchanged", "Container old2 Added"], results.Select(Describe).Skip(2));
        Assert.Equal(["Create old2"], (await AuditedAsync(lab)).Except(audited));
        Assert.Equal(ContainerStatus.Stopped, (await lab.ContainersAsync()).Single(row => row.Hostname == "old2").Status);
    }

    [Fact]
    public async Task A_rehearsal_says_what_would_be_and_writes_nothing()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.AddForeign(101, "old1", "10.0.0.50/24");
        lab.AddForeign(102, "OLD1", "10.0.0.51/24");
        var results = await lab.ImportAsync(new RecordingContext { IsRehearsal = true, IsApproving = false });

        Assert.Equal(["Container old1 Added", "Container OLD1 Collides"], results.Select(Describe).Skip(2));
        Assert.Empty(await lab.ContainersAsync());
    }

    [Fact]
    public async Task What_is_not_approved_is_skipped()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.AddForeign(101, "old1", "10.0.0.50/24");
        var result = (await lab.ImportAsync(new RecordingContext { IsApproving = false }))[^1];

        Assert.Equal((DiscoveryOutcome.Skipped, "it was not approved"), (result.Outcome, result.Reason));
        Assert.Empty(await lab.ContainersAsync());
    }

    [Theory]
    [InlineData("web1", "10.0.0.77/24", null, "its host name web1 is registered for container web1 (100) on node pve1")]
    [InlineData("old1", "10.0.0.100/24", null, "its address 10.0.0.100 is registered for container web1 (100) on node pve1")]
    [InlineData("old1", "10.0.0.77/24", "BC:24:11:00:00:01", "its MAC address BC:24:11:00:00:01 is registered for container web1 (100) on node pve1")]
    [InlineData("old1", "10.0.0.2/24", null, "its address 10.0.0.2 is registered for node pve1")]
    public async Task What_is_taken_collides(string hostname, string ip, string? mac, string reason)
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft() with { MacAddress = "BC:24:11:00:00:01", Ipv4Address = "10.0.0.100" });
        await lab.Session.Nodes.UpdateAsync(new NodeIdentity("pve1"), new NodeChanges { Ipv4Address = "10.0.0.2" }, new RecordingContext());
        lab.AddForeign(101, hostname, ip, mac: mac);
        var result = (await lab.ImportAsync())[^1];

        Assert.Equal((DiscoveryOutcome.Collides, reason), (result.Outcome, result.Reason));
        Assert.Single(await lab.ContainersAsync());
    }

    [Fact]
    public async Task A_container_that_has_the_id_of_another_one_collides()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        lab.Simulator.RemoveContainer(100);
        lab.AddForeign(100, "usurper", "10.0.0.77/24");
        var result = (await lab.ImportAsync())[^1];

        Assert.Equal(DiscoveryOutcome.Collides, result.Outcome);
        Assert.StartsWith("CTID 100 is registered for web1, whose MAC address", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clone_that_took_the_mark_along_collides()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        lab.AddForeign(105, "clone", "10.0.0.77/24", Assert.Single(lab.Simulator.Containers).Description);
        var result = (await lab.ImportAsync())[^1];

        Assert.Equal(DiscoveryOutcome.Collides, result.Outcome);
        Assert.Equal("it carries the mark of container web1 (100) on node pve1: it was cloned or restored from it", result.Reason);
    }

    [Fact]
    public async Task A_lost_registration_comes_back_only_on_request_and_then_owns_the_container()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        await lab.Session.Containers.RemoveAsync(new ContainerIdentity("web1"), new ContainerRemoval { NoProvision = true }, new RecordingContext());
        var result = (await lab.ImportAsync())[^1];
        Assert.Equal(DiscoveryOutcome.Collides, result.Outcome);
        Assert.Contains("-TakeOwnership", result.Reason, StringComparison.Ordinal);

        Assert.Equal("Container web1 Added", Describe((await lab.ImportAsync(change: request => request with { TakeOwnership = true }))[^1]));
        await lab.RemoveAsync("web1");
        Assert.Empty(lab.Simulator.Containers);
    }

    [Theory]
    [InlineData("db.example.com", "10.0.0.50/24", "-Hostname 'db.example.com' is not valid")]
    [InlineData("old1", "192.168.7.7/24", "its address 192.168.7.7 is not in the subnet of site dc1, gateway 10.0.0.1 with mask 255.255.255.0")]
    [InlineData("old1", "10.0.0.1/24", "its address 10.0.0.1 is not in the subnet of site dc1")]
    public async Task What_breaks_a_rule_is_refused(string hostname, string ip, string reason)
    {
        await using var lab = await EngineLab.StartAsync();
        lab.AddForeign(101, hostname, ip);
        var result = (await lab.ImportAsync())[^1];

        Assert.Equal((DiscoveryOutcome.Refused, hostname), (result.Outcome, result.Name));
        Assert.StartsWith(reason, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_without_an_interface_is_refused()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.Simulator.AddContainer(101, "pve1", new Dictionary<string, string> { ["hostname"] = "mute" }, running: true);

        Assert.Equal("it has no network interface with a MAC address", (await lab.ImportAsync())[^1].Reason);
    }

    [Fact]
    public async Task An_address_from_dhcp_is_read_while_the_container_runs()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.AddForeign(101, "lease1", "dhcp");
        lab.AddForeign(102, "asleep", "dhcp", running: false);
        var results = await lab.ImportAsync();

        Assert.Equal(["Container lease1 Added", "Container asleep Skipped"], results.Select(Describe).Skip(2));
        Assert.Equal("10.0.0.100", Assert.Single(await lab.ContainersAsync()).Ipv4Address);
        Assert.Equal("its address is not known: it gets one only while it runs; start it and import again", results[^1].Reason);
    }

    [Fact]
    public async Task A_link_local_address_is_none()
    {
        await using var lab = await EngineLab.StartAsync(new SimulatorOptions { TaskDuration = TimeSpan.Zero, AddressDelay = TimeSpan.FromHours(1) });
        lab.AddForeign(101, "waiting", "dhcp");

        Assert.Equal("its address is not known: it has none yet that other hosts can use", (await lab.ImportAsync())[^1].Reason);
    }

    [Fact]
    public async Task The_interface_in_the_subnet_of_the_site_counts()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.Simulator.AddContainer(101, "pve1", new Dictionary<string, string>
        {
            ["hostname"] = "router",
            ["net0"] = "name=eth0,bridge=vmbr1,hwaddr=BC:24:11:AA:00:00,ip=172.16.0.2/16",
            ["net1"] = "name=eth1,bridge=vmbr0,hwaddr=BC:24:11:AA:00:01,ip=10.0.0.60/24",
        });
        await lab.ImportAsync();

        var row = Assert.Single(await lab.ContainersAsync());
        Assert.Equal(("10.0.0.60", "BC:24:11:AA:00:01"), (row.Ipv4Address, row.MacAddress));
    }

    [Fact]
    public async Task Templates_and_containers_in_the_making_are_skipped()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.Simulator.AddContainer(101, "pve1", new Dictionary<string, string> { ["hostname"] = "golden", ["template"] = "1" });
        lab.AddForeign(102, "unborn", "10.0.0.51/24", running: false);
        lab.Simulator.SetLock(102, "create");
        var results = await lab.ImportAsync();

        Assert.Equal(["it is a template", "it is being made"], results.Skip(2).Select(result => result.Reason));
    }

    [Fact]
    public async Task What_cannot_be_kept_is_left_out_and_said()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.AddForeign(101, "old1", "10.0.0.50/24", "line\u0001");
        var result = (await lab.ImportAsync())[^1];

        Assert.Equal(DiscoveryOutcome.Added, result.Outcome);
        Assert.StartsWith("the description is left out", result.Reason, StringComparison.Ordinal);
        Assert.Null(Assert.Single(await lab.ContainersAsync()).Description);
    }

    [Fact]
    public async Task Containers_of_a_node_that_is_offline_wait_for_it()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.AddForeign(101, "far", "10.0.0.50/24", node: "pve2");
        lab.Simulator.SetNodeOnline("pve2", false);

        Assert.Equal("node pve2 is offline", (await lab.ImportAsync())[^1].Reason);
        lab.Simulator.SetNodeOnline("pve2", true);
        Assert.Equal(DiscoveryOutcome.Added, (await lab.ImportAsync())[^1].Outcome);
    }

    [Fact]
    public async Task An_adopted_container_can_be_handled_but_is_never_removed()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.AddForeign(101, "old1", "10.0.0.50/24", running: false);
        await lab.ImportAsync();
        var context = new RecordingContext();
        await lab.Session.Containers.PowerAsync(new ContainerIdentity("old1"), new PowerRequest(PowerAction.Start, TimeSpan.FromSeconds(9)), context);
        await lab.Session.Containers.UpdateAsync(new ContainerIdentity("old1"), new ContainerChanges { Memory = 2048 }, context);
        await lab.Session.Containers.PowerAsync(new ContainerIdentity("old1"), new PowerRequest(PowerAction.Stop, TimeSpan.FromSeconds(9)), context);
        Assert.Equal("2048", Assert.Single(lab.Simulator.Containers).Config["memory"]);
        await lab.RemoveAsync("old1", context: context);

        Assert.Empty(await lab.ContainersAsync());
        Assert.Single(lab.Simulator.Containers);
        Assert.DoesNotContain(lab.Simulator.Requests, request => request.Method == "DELETE");
        Assert.Contains(context.Warnings, warning => warning.Contains("does not carry the mark", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_container_that_took_the_id_of_an_adopted_one_is_not_touched()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.AddForeign(101, "old1", "10.0.0.50/24");
        await lab.ImportAsync();
        lab.Simulator.RemoveContainer(101);
        lab.AddForeign(101, "old1", "10.0.0.50/24", mac: "BC:24:11:AA:00:09");
        lab.ForgetRequests();
        var stop = new PowerRequest(PowerAction.Stop, TimeSpan.FromSeconds(9), Force: true);
        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.Session.Containers.PowerAsync(new ContainerIdentity("old1"), stop, new RecordingContext()));

        Assert.Equal("PermissionDenied", error.ErrorId);
        Assert.DoesNotContain(lab.Simulator.Requests, request => request.Method != "GET");
    }

    private static async Task<List<string>> AuditedAsync(EngineLab lab) =>
        await lab.Session.Audit.FindAsync(new AuditFilter(), TestContext.Current.CancellationToken).Select(told => $"{told.Action} {told.Name}").ToListAsync();

    private static string Describe(DiscoveredObject result) => $"{result.Kind} {result.Name} {result.Outcome}";
}
