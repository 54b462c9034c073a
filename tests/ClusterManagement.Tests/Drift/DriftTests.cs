using ClusterManagement.Simulator;
using ClusterManagement.Tests.Discovery;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Drift;

/// <summary>What the database and Proxmox differ in is found, and settled only where it should be.</summary>
public sealed class DriftTests
{
    [Fact]
    public async Task What_this_module_made_shows_no_difference_however_Proxmox_writes_it()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft() with { Tags = ["Web", "a"], Description = "two\nlines", OnBoot = true });
        await lab.CreateAsync(EngineLab.Draft("web2") with { Dhcp = true });

        Assert.Empty((await lab.FindDriftAsync()).Select(finding => finding.Drift.Describe()));
    }

    [Fact]
    public async Task One_request_is_made_about_the_cluster_and_none_writes()
    {
        await using var lab = await EngineLab.StartAsync();
        foreach (var name in (string[])["a1", "a2", "a3"]) await lab.CreateAsync(EngineLab.Draft(name));
        lab.ForgetRequests();
        await lab.FindDriftAsync();

        Assert.Single(lab.Simulator.Requests, request => request.Path == "/cluster/resources");
        Assert.All(lab.Simulator.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task Observations_are_recorded()
    {
        await using var lab = await EngineLab.StartAsync();
        foreach (var name in (string[])["gone", "moved", "halted"]) await lab.CreateAsync(EngineLab.Draft(name));
        lab.Simulator.RemoveContainer(100);
        lab.Simulator.MoveContainer(101, "pve2");
        lab.Simulator.SetRunning(102, false);
        var drift = await lab.SettleAsync();

        Assert.Equal(
            ["Missing gone Status: running -> missing", "Status halted Status: running -> stopped", "Node moved Node: pve1 -> pve2"],
            drift.Select(item => item.Describe()));
        Assert.All(drift, item => Assert.Equal(DriftOutcome.Recorded, item.Outcome));
        Assert.Equal(
            [("gone", "pve1", ContainerStatus.Missing), ("halted", "pve1", ContainerStatus.Stopped), ("moved", "pve2", ContainerStatus.Running)],
            (await lab.ContainersAsync()).OrderBy(row => row.Hostname, StringComparer.Ordinal).Select(row => (row.Hostname, row.Node, row.Status)));
        Assert.Empty(await lab.FindDriftAsync());
    }

    [Fact]
    public async Task A_container_that_is_back_is_no_longer_missing()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        var config = Assert.Single(lab.Simulator.Containers).Config;
        lab.Simulator.RemoveContainer(100);
        await lab.SettleAsync();
        lab.Simulator.AddContainer(100, "pve2", config, running: false);
        await lab.SettleAsync();

        var row = Assert.Single(await lab.ContainersAsync());
        Assert.Equal((ContainerStatus.Stopped, "pve2", null), (row.Status, row.Node, row.StatusReason));
    }

    [Theory]
    [InlineData(DriftSide.Proxmox)]
    [InlineData(DriftSide.Database)]
    public async Task The_side_that_is_right_wins(DriftSide side)
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft() with { Memory = 512, Tags = ["b", "a"], Description = "ours" });
        var description = Assert.Single(lab.Simulator.Containers).Description!;
        lab.Simulator.SetConfig(100, "memory", "2048");
        lab.Simulator.SetConfig(100, "hostname", "renamed");
        lab.Simulator.SetConfig(100, "tags", null);
        lab.Simulator.SetConfig(100, "description", description.Replace("ours", "theirs", StringComparison.Ordinal));
        lab.Simulator.SetConfig(100, "net0", "name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:07,ip=10.0.0.55/24,gw=10.0.0.1,type=veth");
        var before = Assert.Single(await lab.ContainersAsync());
        var drift = await lab.SettleAsync(side);

        Assert.Equal(["MacAddress", "Ipv4Address", "Hostname", "Memory", "Tags", "Description"], drift.Select(item => item.Field));
        Assert.All(drift, item => Assert.Equal(side == DriftSide.Proxmox ? DriftOutcome.Recorded : DriftOutcome.Applied, item.Outcome));
        Assert.Empty((await lab.FindDriftAsync()).Select(finding => finding.Drift.Describe()));
        var row = Assert.Single(await lab.ContainersAsync());
        if (side == DriftSide.Database)
        {
            Assert.Equal((before.Hostname, before.Memory, before.MacAddress, before.Ipv4Address), (row.Hostname, row.Memory, row.MacAddress, row.Ipv4Address));
            return;
        }

        Assert.Equal(("renamed", 2048, "BC:24:11:00:00:07", "10.0.0.55", "theirs"), (row.Hostname, row.Memory, row.MacAddress, row.Ipv4Address, row.Description));
        Assert.Empty(row.Tags);
    }

    [Fact]
    public async Task A_change_in_between_is_not_written_over()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        lab.Simulator.SetConfig(100, "memory", "2048");
        var finding = Assert.Single(await lab.FindDriftAsync());
        await lab.Session.Containers.UpdateAsync(new ContainerIdentity("web1"), new ContainerChanges { Memory = 1024 }, new RecordingContext());
        var here = await Assert.ThrowsAsync<ClusterException>(() => finding.SettleAsync(DriftSide.Proxmox, new RecordingContext()));
        var there = await Assert.ThrowsAsync<ClusterException>(() => finding.SettleAsync(DriftSide.Database, new RecordingContext()));

        Assert.Equal(("ConcurrencyConflict", "ConcurrencyConflict"), (here.ErrorId, there.ErrorId));
        Assert.Equal("1024", Assert.Single(lab.Simulator.Containers).Config["memory"]);
    }

    [Fact]
    public async Task An_address_from_dhcp_can_only_be_recorded()
    {
        await using var lab = await EngineLab.StartAsync(new SimulatorOptions { TaskDuration = TimeSpan.Zero, DhcpRange = "10.0.0.150-10.0.0.160" });
        lab.AddForeign(100, "lease1", "dhcp");
        await lab.ImportAsync();
        lab.Simulator.SetConfig(100, "net0", $"name=eth0,bridge=vmbr0,hwaddr={Found.Mac(100)},ip=10.0.0.77/24,type=veth");
        await lab.SettleAsync();
        lab.Simulator.SetConfig(100, "net0", $"name=eth0,bridge=vmbr0,hwaddr={Found.Mac(100)},ip=dhcp,type=veth");
        var finding = Assert.Single(await lab.FindDriftAsync());

        Assert.Equal("Address lease1 Ipv4Address: 10.0.0.77 -> 10.0.0.150", finding.Drift.Describe());
        Assert.Equal([DriftSide.Proxmox], finding.Sides);
    }

    [Fact]
    public async Task Containers_of_a_node_are_unknown_only_when_the_cluster_says_so()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft() with { Node = new NodeIdentity("pve2") });
        lab.Simulator.SetNodeOnline("pve2", false);
        Assert.Equal(["Unknown web1 Status: running -> unknown"], (await lab.SettleAsync()).Select(item => item.Describe()));

        lab.Simulator.SetNodeOnline("pve2", true);
        Assert.Equal(["Status web1 Status: unknown -> running"], (await lab.SettleAsync()).Select(item => item.Describe()));
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_changes_nothing_and_is_said()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        lab.Simulator.Faults.Add(new Fault { PathPattern = new("^/cluster/resources$"), Times = 1000, Status = 403, Message = "Permission check failed" });
        var context = new RecordingContext();

        Assert.Empty(await lab.FindDriftAsync(context));
        Assert.Contains(context.Warnings, warning => warning.StartsWith("Node pve1 of site dc1 cannot be looked at", StringComparison.Ordinal));
        Assert.Equal(ContainerStatus.Running, Assert.Single(await lab.ContainersAsync()).Status);
    }

    [Fact]
    public async Task A_credential_that_may_not_see_a_container_does_not_make_it_missing()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        foreach (var node in (string[])["pve1", "pve2"])
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
        Assert.Empty(await lab.FindDriftAsync(context));
        Assert.Contains(context.Warnings, warning => warning.Contains("VM.Audit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_id_that_somebody_else_has_now_means_missing()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        lab.Simulator.RemoveContainer(100);
        lab.AddForeign(100, "usurper", "10.0.0.90/24");
        var drift = Assert.Single(await lab.SettleAsync());

        Assert.Equal("Missing web1 Status: running -> missing", drift.Describe());
        Assert.Equal("CTID 100 is another container now, usurper, which carries no mark and has another MAC address", drift.Reason);
    }

    [Fact]
    public async Task Marked_containers_without_a_row_are_found_and_others_are_not_spoken_of()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        lab.AddForeign(105, "clone", "10.0.0.91/24", Assert.Single(lab.Simulator.Containers).Description);
        lab.AddForeign(106, "lost", "10.0.0.92/24", $"clustermanagement:{Guid.NewGuid()}");
        lab.AddForeign(107, "theirs", "10.0.0.93/24", "somebody else's");
        var drift = await lab.SettleAsync();

        Assert.Equal([(DriftKind.Copy, "clone"), (DriftKind.Orphan, "lost")], drift.Select(item => (item.Kind, item.Container)));
        Assert.All(drift, item => Assert.Equal(DriftOutcome.Found, item.Outcome));
        Assert.Equal(4, lab.Simulator.Containers.Count);
    }

    [Fact]
    public async Task A_node_that_is_not_registered_is_named()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        lab.Simulator.AddNode(new SimulatedNode("pve9", "10.0.0.9"));
        lab.Simulator.MoveContainer(100, "pve9");
        var finding = Assert.Single(await lab.FindDriftAsync());

        Assert.Equal(("Node web1 Node: pve1 -> pve9", 0), (finding.Drift.Describe(), finding.Sides.Count));
        Assert.Contains("Import-ClusterNode", finding.Drift.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_containers_that_were_named_are_looked_at()
    {
        await using var lab = await EngineLab.StartAsync();
        foreach (var name in (string[])["a1", "a2"]) await lab.CreateAsync(EngineLab.Draft(name));
        lab.Simulator.SetRunning(100, false);
        lab.Simulator.SetRunning(101, false);
        lab.AddForeign(106, "lost", "10.0.0.92/24", $"clustermanagement:{Guid.NewGuid()}");

        Assert.Equal("a2", Assert.Single(await lab.FindDriftAsync(null, "a2")).Drift.Container);
    }

    [Fact]
    public async Task An_adopted_container_is_marked_on_request_and_then_removed_like_others()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.AddForeign(101, "old1", "10.0.0.50/24", "kept", running: false);
        await lab.ImportAsync();
        var context = new RecordingContext();
        var identity = new ContainerIdentity("old1");
        await lab.Session.Containers.UpdateAsync(identity, new ContainerChanges { Description = "new words" }, context);
        Assert.Equal("new words", Assert.Single(lab.Simulator.Containers).Description?.Trim());

        await lab.Session.Containers.UpdateAsync(identity, new ContainerChanges { TakeOwnership = true }, context);
        Assert.Empty((await lab.FindDriftAsync()).Select(finding => finding.Drift.Describe()));
        await lab.RemoveAsync("old1");
        Assert.Empty(lab.Simulator.Containers);
    }
}
