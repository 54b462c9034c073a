using System.Text.RegularExpressions;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Placement;

/// <summary>Which node of its site a container goes to that names none.</summary>
public sealed class PlacementTests
{
    private static ContainerDraft Draft(string name) => new() { Name = name, Template = "debian-12", Disk = 4, Memory = 1024 };

    [Fact]
    public async Task Containers_spread_over_the_nodes_of_the_only_site()
    {
        await using var lab = await StartAsync(new SimulatedNode("pve1", "10.0.0.2"), new SimulatedNode("pve2", "10.0.0.3"), new SimulatedNode("pve3", "10.0.0.4"));
        var batch = lab.Session.Containers.BeginBatch();
        var made = new List<Container?>();
        for (var i = 1; i <= 6; i++) made.Add(await batch.CreateAsync(Draft($"web{i}"), new RecordingContext()));

        Assert.Equal(["pve1", "pve2", "pve3", "pve1", "pve2", "pve3"], made.Select(container => container!.Node));
        Assert.Equal(["pve1", "pve2", "pve3", "pve1", "pve2", "pve3"], lab.Simulator.Containers.Select(container => container.Node));
    }

    [Fact]
    public async Task What_is_placed_at_the_same_time_is_counted()
    {
        await using var lab = await StartAsync(new SimulatedNode("pve1", "10.0.0.2"), new SimulatedNode("pve2", "10.0.0.3"));
        lab.Simulator.Options.TaskDuration = TimeSpan.FromMilliseconds(50);
        var batch = lab.Session.Containers.BeginBatch();
        await Task.WhenAll(Enumerable.Range(1, 8).Select(i => batch.CreateAsync(Draft($"web{i}"), new RecordingContext())));

        Assert.Equal(4, lab.Simulator.Containers.Count(container => container.Node == "pve1"));
        Assert.Equal(1, lab.Simulator.Requests.Count(request => request.Path == "/cluster/resources"));
        Assert.Equal(2, lab.Simulator.Requests.Count(request => request.Path.EndsWith("/storage", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_other_guests_were_promised_is_counted()
    {
        await using var lab = await StartAsync(new SimulatedNode("pve1", "10.0.0.2"), new SimulatedNode("pve2", "10.0.0.3"));
        lab.Simulator.AddContainer(500, "pve1", new Dictionary<string, string> { ["memory"] = "8192" });
        var batch = lab.Session.Containers.BeginBatch();

        for (var i = 1; i <= 8; i++) Assert.Equal("pve2", (await batch.CreateAsync(Draft($"web{i}"), new RecordingContext()))!.Node);
        Assert.Equal("pve1", (await batch.CreateAsync(Draft("web9"), new RecordingContext()))!.Node);
    }

    [Fact]
    public async Task Packed_containers_fill_the_fullest_node_that_suffices()
    {
        await using var lab = await StartAsync(
            new SimulatedNode("big", "10.0.0.2") { MemoryBytes = 64L << 30 },
            new SimulatedNode("small", "10.0.0.3") { MemoryBytes = 4L << 30 },
            new SimulatedNode("tiny", "10.0.0.4") { MemoryBytes = 1L << 30 });
        var batch = lab.Session.Containers.BeginBatch();
        var nodes = new List<string>();
        for (var i = 1; i <= 4; i++) nodes.Add((await batch.CreateAsync(Draft($"web{i}") with { PlacementRule = PlacementRule.Pack }, new RecordingContext()))!.Node);

        // A quarter of the memory is in use: the small node has room for three.
        Assert.Equal(["small", "small", "small", "big"], nodes);
    }

    [Fact]
    public async Task Nodes_that_do_not_fit_are_passed_by_and_why_is_said()
    {
        await using var lab = await StartAsync(
            new SimulatedNode("off", "10.0.0.2") { IsOnline = false },
            new SimulatedNode("poor", "10.0.0.3") { MemoryBytes = 1L << 30 },
            new SimulatedNode("pve1", "10.0.0.4"));
        var context = new RecordingContext();

        Assert.Equal("pve1", (await lab.Session.Containers.CreateAsync(Draft("web1"), context))!.Node);
        Assert.Contains("Node off does not fit: it is offline.", context.Lines);
        Assert.Contains("Node poor does not fit: 768 MiB of its memory are free, and 1 GiB are asked for.", context.Lines);
        Assert.Contains(context.Lines, line => line.StartsWith("Node pve1 fits: 24 GiB of its 32 GiB of memory are free", StringComparison.Ordinal));
        Assert.Contains("web1 goes to node pve1 (Spread).", context.Lines);
    }

    [Fact]
    public async Task When_no_node_fits_the_error_has_the_reason_of_each()
    {
        await using var lab = await StartAsync(
            new SimulatedNode("off", "10.0.0.2") { IsOnline = false },
            new SimulatedNode("poor", "10.0.0.3") { MemoryBytes = 1L << 30 },
            new SimulatedNode("bare", "10.0.0.4"),
            new SimulatedNode("refusing", "10.0.0.5"));
        using (var api = new ApiClient(lab.Simulator))
        {
            await api.WaitAsync(await api.SendAsync("DELETE", $"/nodes/bare/storage/local/content/{Uri.EscapeDataString(EngineLab.Template)}"));
        }

        lab.Simulator.Faults.Add(new Fault { PathPattern = new Regex("^/nodes/refusing/storage$"), Status = 500, Message = "the disk is on fire", Times = 10 });
        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.Session.Containers.CreateAsync(Draft("web1"), new RecordingContext()));

        Assert.Equal((ErrorIds.NoNodeFits, ClusterErrorKind.PoolExhausted), (error.ErrorId, error.Kind));
        Assert.StartsWith("No node of site dc1 can take container web1. ", error.Message, StringComparison.Ordinal);
        Assert.Contains("off: it is offline.", error.Message, StringComparison.Ordinal);
        Assert.Contains("poor: 768 MiB of its memory are free", error.Message, StringComparison.Ordinal);
        Assert.Contains("bare: Node bare has no template 'debian-12'", error.Message, StringComparison.Ordinal);
        Assert.Contains("the disk is on fire", error.Message, StringComparison.Ordinal);
        Assert.Empty(await lab.ContainersAsync());
        Assert.Empty(await lab.JobsAsync());
    }

    [Fact]
    public async Task A_storage_without_room_does_not_fit()
    {
        await using var lab = await StartAsync(new SimulatedNode("pve1", "10.0.0.2"));
        lab.Simulator.SetStorage("local-lvm", 10L << 30, 0);
        var batch = lab.Session.Containers.BeginBatch();
        await batch.CreateAsync(Draft("web1"), new RecordingContext());
        await batch.CreateAsync(Draft("web2"), new RecordingContext());
        var error = await Assert.ThrowsAsync<ClusterException>(() => batch.CreateAsync(Draft("web3"), new RecordingContext()));

        Assert.Contains("pve1: storage local-lvm has room for 2 GiB, and 4 GiB are asked for.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_made_is_counted_no_more()
    {
        await using var lab = await StartAsync(new SimulatedNode("pve1", "10.0.0.2") { MemoryBytes = 2L << 30 });
        var batch = lab.Session.Containers.BeginBatch();
        lab.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new Regex("/lxc$"), TaskExitStatus = "no luck" });
        await Assert.ThrowsAnyAsync<ClusterException>(() => batch.CreateAsync(Draft("web1"), new RecordingContext()));
        await batch.CreateAsync(Draft("web1"), new RecordingContext { IsApproving = false });

        Assert.Equal("pve1", (await batch.CreateAsync(Draft("web1"), new RecordingContext()))!.Node);
        await Assert.ThrowsAnyAsync<ClusterException>(() => batch.CreateAsync(Draft("web2"), new RecordingContext()));
    }

    [Fact]
    public async Task The_site_has_to_be_said_where_there_are_several()
    {
        await using var lab = await StartAsync(new SimulatedNode("pve1", "10.0.0.2"));
        await lab.Session.Sites.CreateAsync(
            new SiteDraft { Name = "dc2", InternalDomain = "b.internal", DhcpRange = "10.1.0.100-10.1.0.200", SubnetMask = "255.255.255.0", Gateway = "10.1.0.1" },
            new RecordingContext());

        var unsaid = await Assert.ThrowsAsync<InvalidValueException>(() => lab.Session.Containers.CreateAsync(Draft("web1"), new RecordingContext()));
        var empty = await Assert.ThrowsAsync<ClusterException>(
            () => lab.Session.Containers.CreateAsync(Draft("web1") with { Site = new SiteIdentity("dc2") }, new RecordingContext()));
        var elsewhere = await Assert.ThrowsAsync<InvalidValueException>(
            () => lab.Session.Containers.CreateAsync(Draft("web1") with { Site = new SiteIdentity("dc2"), Node = new NodeIdentity("pve1") }, new RecordingContext()));

        Assert.Equal(("Site", "Node"), (unsaid.Parameter, elsewhere.Parameter));
        Assert.Equal((ErrorIds.NoNodeFits, "Site dc2 has no node."), (empty.ErrorId, empty.Message));
        Assert.Equal("pve1", (await lab.Session.Containers.CreateAsync(Draft("web1") with { Site = new SiteIdentity("dc1") }, new RecordingContext()))!.Node);
    }

    [Fact]
    public async Task A_node_is_registered_for_without_being_asked_when_there_is_but_one()
    {
        await using var lab = await StartAsync(new SimulatedNode("pve1", "10.0.0.2"));
        Assert.Equal("pve1", (await lab.Session.Containers.CreateAsync(Draft("paper") with { NoProvision = true }, new RecordingContext()))!.Node);
        Assert.Empty(lab.Simulator.Requests);

        await using var two = await StartAsync(new SimulatedNode("pve1", "10.0.0.2"), new SimulatedNode("pve2", "10.0.0.3"));
        var error = await Assert.ThrowsAsync<InvalidValueException>(
            () => two.Session.Containers.CreateAsync(Draft("paper") with { NoProvision = true }, new RecordingContext()));
        Assert.Contains("pve1, pve2", error.Message, StringComparison.Ordinal);
    }

    private static Task<EngineLab> StartAsync(params SimulatedNode[] nodes) =>
        EngineLab.StartAsync(new SimulatorOptions { TaskDuration = TimeSpan.Zero, Nodes = nodes });
}
