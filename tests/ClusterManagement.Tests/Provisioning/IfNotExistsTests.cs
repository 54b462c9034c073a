using System.Text.RegularExpressions;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Provisioning;

/// <summary>Asking for a container that exists already.</summary>
public sealed class IfNotExistsTests
{
    private static readonly string[] Everything =
    [
        "Name", "Node", "Site", "Template", "Cores", "Memory", "Swap", "Disk", "Storage", "Bridge", "Ipv4Address", "Dhcp", "MacAddress",
        "ContainerId", "Privileged", "Nesting", "OnBoot", "Description", "Tags",
    ];

    private static ContainerDraft Full { get; } = new()
    {
        Name = "Web1",
        Node = new NodeIdentity("pve1"),
        Site = new SiteIdentity("dc1"),
        Template = "debian-12",
        Cores = 2,
        Memory = 1024,
        Swap = 256,
        Disk = 4,
        Storage = "local-lvm",
        Ipv4Address = "10.0.0.150",
        MacAddress = "bc-24-11-00-00-01",
        ContainerId = 400,
        Nesting = true,
        OnBoot = true,
        Description = "A shop\r\nwith two lines",
        Tags = ["Web", "a"],
        IfNotExists = true,
    };

    [Fact]
    public async Task What_matches_is_returned_and_nothing_is_changed()
    {
        await using var lab = await EngineLab.StartAsync();
        var made = await lab.CreateAsync(Full);
        lab.ForgetRequests();

        var again = await lab.CreateAsync(Full with { Given = Everything.ToHashSet(), Tags = ["a", "web"], MacAddress = "BC:24:11:00:00:01" });
        var byVolume = await lab.CreateAsync(new ContainerDraft { Name = "web1", Template = EngineLab.Template, IfNotExists = true, Given = new HashSet<string> { "Name", "Template" } });

        Assert.Equal((made.Id, made.Id), (again.Id, byVolume.Id));
        Assert.All(lab.Simulator.Requests, request => Assert.Equal("GET", request.Method));
        Assert.Single(await lab.JobsAsync());
    }

    [Fact]
    public async Task Each_difference_is_told_of_what_was_asked_for()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(Full);
        var other = Full with
        {
            Node = new NodeIdentity("pve2"),
            Template = "alpine",
            Cores = 1,
            Memory = 512,
            Swap = 512,
            Disk = 8,
            Storage = "local",
            Bridge = "vmbr1",
            Ipv4Address = "10.0.0.151",
            MacAddress = "BC:24:11:00:00:02",
            ContainerId = 401,
            Dhcp = true,
            Privileged = true,
            Nesting = false,
            OnBoot = false,
            Description = "A shop",
            Tags = ["b"],
        };

        var all = await Assert.ThrowsAsync<ContainerDiffersException>(() => lab.CreateAsync(other with { Given = Everything.ToHashSet() }));
        var some = await Assert.ThrowsAsync<ContainerDiffersException>(() => lab.CreateAsync(other with { Given = new HashSet<string> { "Name", "Memory", "Tags" } }));

        Assert.Equal((ErrorIds.ContainerDiffers, ClusterErrorKind.AlreadyExists), (all.ErrorId, all.Kind));
        Assert.Equal(Everything.Except(["Name", "Site"]).Order(), all.Differences.Select(difference => difference.Field).Order());
        Assert.Equal([new ContainerDifference("Memory", "512", "1024"), new ContainerDifference("Tags", "b", "a;web")], some.Differences);
        Assert.Equal("Container web1 exists and is not as it was asked for: Memory is '1024' and not '512'; Tags is 'a;web' and not 'b'.", some.Message);
        Assert.NotNull(await lab.CreateAsync(other with { Given = new HashSet<string> { "Name" } }));
    }

    [Fact]
    public async Task One_that_is_stopped_is_started_when_it_is_asked_for_running()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(Full);

        var started = await lab.CreateAsync(Full with { Start = true });
        Assert.Equal((ContainerStatus.Running, "running"), (started.Status, lab.Simulator.Containers[0].Status));

        // Somebody stopped it behind our back: what runs is what counts.
        lab.Simulator.SetRunning(400, false);
        Assert.Equal(ContainerStatus.Running, (await lab.CreateAsync(Full with { Start = true })).Status);
        Assert.Equal("running", lab.Simulator.Containers[0].Status);
        Assert.Null(await lab.Session.Containers.CreateAsync(await StoppedAsync(lab), new RecordingContext { IsApproving = false }));
        Assert.Equal("stopped", lab.Simulator.Containers[0].Status);
    }

    [Fact]
    public async Task One_that_is_broken_or_only_registered_is_refused()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new Regex("/lxc$"), TaskExitStatus = "no luck" });
        await Assert.ThrowsAnyAsync<ClusterException>(() => lab.CreateAsync(EngineLab.Draft("broken") with { OnFailure = FailureAction.Keep }));
        await lab.CreateAsync(EngineLab.Draft("paper") with { NoProvision = true, Start = false });
        await lab.CreateAsync(EngineLab.Draft("gone"));
        lab.Simulator.RemoveContainer((int)(await lab.ContainersAsync()).Single(row => row.Hostname == "gone").ContainerId!);

        var broken = await Assert.ThrowsAsync<ObjectInUseException>(() => lab.CreateAsync(EngineLab.Draft("broken") with { IfNotExists = true }));
        var paper = await Assert.ThrowsAsync<ContainerDiffersException>(() => lab.CreateAsync(EngineLab.Draft("paper") with { IfNotExists = true }));
        var gone = await Assert.ThrowsAsync<ClusterException>(() => lab.CreateAsync(EngineLab.Draft("gone") with { IfNotExists = true }));

        Assert.Contains("no luck", broken.Message, StringComparison.Ordinal);
        Assert.Equal("NoProvision", Assert.Single(paper.Differences).Field);
        Assert.Equal(ErrorIds.ContainerMissing, gone.ErrorId);
        Assert.NotNull(await lab.CreateAsync(EngineLab.Draft("paper") with { NoProvision = true, Start = false, IfNotExists = true }));
    }

    [Fact]
    public async Task An_address_that_is_taken_by_another_is_an_error_all_the_same()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());

        var error = await Assert.ThrowsAsync<ObjectExistsException>(() => lab.CreateAsync(EngineLab.Draft("web2") with { Ipv4Address = "10.0.0.100", IfNotExists = true }));
        Assert.Contains("10.0.0.100", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_that_meet_make_each_container_once()
    {
        await using var lab = await EngineLab.StartAsync(new SimulatorOptions { TaskDuration = TimeSpan.FromMilliseconds(30) });
        var runs = await Task.WhenAll(Enumerable.Range(1, 4).Select(_ => Task.Run(async () =>
        {
            var batch = lab.Session.Containers.BeginBatch();
            return await Task.WhenAll(Enumerable.Range(1, 5).Select(
                i => batch.CreateAsync(EngineLab.Draft($"web{i}") with { IfNotExists = true }, new RecordingContext())));
        })));

        Assert.Equal(5, lab.Simulator.Containers.Count);
        Assert.All(runs, run => Assert.Equal(["web1", "web2", "web3", "web4", "web5"], run.Select(container => container!.Hostname)));
        Assert.All(Enumerable.Range(0, 5), i => Assert.Single(runs.Select(run => run[i]!.Id).Distinct()));
        Assert.All(runs.SelectMany(run => run), container => Assert.Equal(ContainerStatus.Running, container!.Status));
        await Invariants.NothingIsNobodysAsync(lab);
    }

    [Fact]
    public async Task One_in_the_making_is_not_waited_for_longer_than_allowed()
    {
        await using var lab = await EngineLab.StartAsync();
        using var stop = new CancellationTokenSource();
        lab.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new Regex("/lxc$"), TaskDuration = Timeout.InfiniteTimeSpan });
        var making = lab.CreateAsync(EngineLab.Draft(), new RecordingContext(stop.Token));
        await Eventually.IsTrueAsync(() => lab.Simulator.Containers.Count > 0, "nothing is being made");

        var error = await Assert.ThrowsAsync<ClusterException>(
            () => lab.CreateAsync(EngineLab.Draft() with { IfNotExists = true, Timeout = TimeSpan.FromMilliseconds(100) }));

        Assert.Equal(ErrorIds.Timeout, error.ErrorId);
        Assert.Contains("Repair-ClusterContainer web1", error.RecommendedAction, StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => making);
        await Invariants.NothingIsLeftAsync(lab);
    }

    private static async Task<ContainerDraft> StoppedAsync(EngineLab lab)
    {
        await lab.Session.Containers.PowerAsync(new ContainerIdentity("web1"), new PowerRequest(PowerAction.Stop, TimeSpan.FromSeconds(5)), new RecordingContext());
        return Full with { Start = true };
    }
}
