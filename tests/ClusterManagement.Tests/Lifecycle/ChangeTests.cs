using System.Text.RegularExpressions;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Lifecycle;

/// <summary>Changing containers: what differs is sent, and nothing else.</summary>
public sealed class ChangeTests
{
    private static readonly ContainerIdentity Web1 = new("web1");

    [Fact]
    public async Task Every_field_arrives_on_both_sides()
    {
        await using var lab = await StartAsync();
        var container = await ChangeAsync(lab, Everything);

        var remote = Assert.Single(lab.Simulator.Containers);
        Assert.Equal(("4", "2048", "0", "1", "a;b", "other"),
            (remote.Config["cores"], remote.Config["memory"], remote.Config["swap"], remote.Config["onboot"], remote.Config["tags"], remote.Hostname));
        Assert.EndsWith("size=10G", remote.Config["rootfs"], StringComparison.Ordinal);
        Assert.Equal(container.OwnershipId, OwnershipMark.Find(remote.Description));
        Assert.StartsWith("two\nlines\n", remote.Description, StringComparison.Ordinal);
        var net = NetworkInterfaceSpec.Parse(remote.Config["net0"]);
        Assert.Equal(("vmbr1", 20, true, 12.5, "10.0.0.150/24", "10.0.0.1", container.MacAddress),
            (net.Bridge, net.Tag, net.Firewall, net.Rate, net.Ip, net.Gateway, net.HardwareAddress));
        Assert.Equal(("other", 4, 2048, 0, 10, "10.0.0.150", true, "a,b", "two\nlines"),
            (container.Hostname, container.Cores, container.Memory, container.Swap, container.Disk, container.Ipv4Address, container.OnBoot,
                string.Join(',', container.Tags), container.Description));
        var job = (await lab.JobsAsync())[0];
        Assert.Equal(("Change container web1", JobState.Success), (job.Name, job.Status));
        Assert.Contains(job.Statuses, status => status.Message.Contains("from 4 to 10 GiB", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_again_sends_nothing()
    {
        await using var lab = await StartAsync();
        await ChangeAsync(lab, Everything);
        lab.ForgetRequests();
        var jobs = (await lab.JobsAsync()).Count;

        await ChangeAsync(lab, Everything with { Tags = new(["B", "a", "b"]), Description = "two\r\nlines\n", Hostname = "OTHER" }, "other");

        Assert.DoesNotContain(lab.Simulator.Requests, request => request.Method != "GET");
        Assert.Equal(jobs, (await lab.JobsAsync()).Count);
    }

    [Fact]
    public async Task Only_what_differs_is_sent_with_the_digest()
    {
        await using var lab = await StartAsync();
        lab.ForgetRequests();
        await ChangeAsync(lab, new ContainerChanges { Cores = 1, Memory = 768 });

        var sent = Assert.Single(lab.Simulator.Requests, request => request.Method == "PUT");
        Assert.Equal(["digest", "memory"], sent.Parameters.Select(parameter => parameter.Key).Order());
    }

    [Fact]
    public async Task A_change_of_somebody_else_in_between_is_not_overwritten()
    {
        await using var lab = await StartAsync();
        var fault = lab.Simulator.Faults.Add(ConfigFault("detected modified configuration - file changed by other user? Try again.", times: 1));
        await ChangeAsync(lab, new ContainerChanges { VlanTag = 30 });
        Assert.Equal(1, fault.Hits);
        Assert.Equal(30, NetworkInterfaceSpec.Parse(Assert.Single(lab.Simulator.Containers).Config["net0"]).Tag);

        lab.Simulator.Faults.Add(ConfigFault("detected modified configuration - file changed by other user? Try again.", times: 10));
        var error = await Assert.ThrowsAsync<ClusterException>(() => ChangeAsync(lab, new ContainerChanges { Memory = 1024 }));
        Assert.Equal("ConcurrencyConflict", error.ErrorId);
        Assert.Equal(512, Assert.Single(await lab.ContainersAsync()).Memory);
        Assert.Equal(JobState.Failure, (await lab.JobsAsync())[0].Status);
    }

    [Fact]
    public async Task A_lock_that_was_waited_for_in_vain_is_tried_again()
    {
        await using var lab = await StartAsync();
        var fault = lab.Simulator.Faults.Add(ConfigFault("can't lock file '/run/lock/lxc/pve-config-100.lock' - got timeout", times: 2));
        Assert.Equal(1024, (await ChangeAsync(lab, new ContainerChanges { Memory = 1024 })).Memory);
        Assert.Equal(2, fault.Hits);
    }

    [Fact]
    public async Task What_Proxmox_took_before_a_cancellation_is_recorded()
    {
        await using var lab = await StartAsync();
        var fault = lab.Simulator.Faults.Add(new Fault { Method = "PUT", PathPattern = new Regex("/config$"), Delay = TimeSpan.FromMilliseconds(500) });
        using var cancellation = new CancellationTokenSource();
        var change = ChangeAsync(lab, new ContainerChanges { Memory = 1024 }, context: new RecordingContext(cancellation.Token));
        await Eventually.IsTrueAsync(() => fault.Hits > 0, "nothing was changed");
        await cancellation.CancelAsync();

        await Record.ExceptionAsync(() => change);
        Assert.Equal("1024", Only(lab).Config["memory"]);
        Assert.Equal(1024, Assert.Single(await lab.ContainersAsync()).Memory);
    }

    [Theory]
    [InlineData(ConnectionDrop.BeforeProcessing)]
    [InlineData(ConnectionDrop.AfterProcessing)]
    public async Task A_lost_answer_is_looked_up(ConnectionDrop drop)
    {
        await using var lab = await StartAsync();
        lab.Simulator.Faults.Add(new Fault { Method = "PUT", PathPattern = new Regex("/config$"), DropConnection = drop });
        lab.ForgetRequests();
        var container = await ChangeAsync(lab, new ContainerChanges { Memory = 1024 });

        Assert.Equal(1024, container.Memory);
        Assert.Equal("1024", Assert.Single(lab.Simulator.Containers).Config["memory"]);
        Assert.Equal(drop == ConnectionDrop.BeforeProcessing ? 2 : 1, lab.Simulator.Requests.Count(request => request.Method == "PUT"));
    }

    [Fact]
    public async Task A_refused_change_leaves_both_sides_alike()
    {
        await using var lab = await StartAsync();
        lab.Simulator.Faults.Add(ConfigFault("CT is locked (backup)", times: 1));
        await Assert.ThrowsAsync<RemoteApiException>(() => ChangeAsync(lab, new ContainerChanges { Memory = 1024, Ipv4Address = "10.0.0.150" }));

        var row = Assert.Single(await lab.ContainersAsync());
        Assert.Equal((512, "10.0.0.100"), (row.Memory, row.Ipv4Address));
        Assert.Equal("512", Assert.Single(lab.Simulator.Containers).Config["memory"]);
    }

    [Fact]
    public async Task A_disk_that_grew_before_the_rest_failed_is_recorded()
    {
        await using var lab = await StartAsync();
        lab.Simulator.Faults.Add(ConfigFault("CT is locked (backup)", times: 1));
        await Assert.ThrowsAsync<RemoteApiException>(() => ChangeAsync(lab, new ContainerChanges { Memory = 1024, Disk = 9 }));

        var row = Assert.Single(await lab.ContainersAsync());
        Assert.Equal((512, 9), (row.Memory, row.Disk));
        Assert.EndsWith("size=9G", Assert.Single(lab.Simulator.Containers).Config["rootfs"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_does_not_shrink_whatever_the_row_says()
    {
        await using var lab = await StartAsync();
        var error = await Assert.ThrowsAsync<InvalidValueException>(() => ChangeAsync(lab, new ContainerChanges { Disk = 3 }));
        Assert.Contains("4 or more GiB", error.Message, StringComparison.Ordinal);

        // Somebody let it grow on Proxmox.
        using (var client = LabClient.Connect(lab))
        {
            await client.ResizeAsync("pve1", 100, "rootfs", 20, null, TestContext.Current.CancellationToken);
        }

        error = await Assert.ThrowsAsync<InvalidValueException>(() => ChangeAsync(lab, new ContainerChanges { Disk = 10 }));
        Assert.Contains("20 or more GiB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_for_a_restart_is_named_and_the_restart_comes_only_when_asked_for()
    {
        await using var lab = await StartAsync();
        var context = new RecordingContext();
        var variables = new Dictionary<string, string> { ["B"] = "two words", ["A"] = "1" };
        await ChangeAsync(lab, new ContainerChanges { Environment = variables, Entrypoint = "/bin/app -x" }, context: context);

        var warning = Assert.Single(context.Warnings);
        Assert.Contains("entrypoint, env", warning, StringComparison.Ordinal);
        Assert.Contains("Restart-ClusterContainer web1", warning, StringComparison.Ordinal);
        Assert.DoesNotContain(lab.Simulator.Requests, request => request.Path.EndsWith("/reboot", StringComparison.Ordinal));

        // The same again sends nothing, although the values in force are others still.
        lab.ForgetRequests();
        context = new RecordingContext();
        await ChangeAsync(lab, new ContainerChanges { Environment = variables, Entrypoint = "/bin/app -x", Restart = true }, context: context);
        Assert.Empty(context.Warnings);
        Assert.Equal(["/nodes/pve1/lxc/100/status/reboot"], lab.Simulator.Requests.Where(request => request.Method != "GET").Select(request => request.Path));
        Assert.Equal(("A=1\0B=two words", "/bin/app -x"), (Only(lab).Config["env"], Only(lab).Config["entrypoint"]));

        lab.ForgetRequests();
        await ChangeAsync(lab, new ContainerChanges { Memory = 1024, Restart = true });
        Assert.DoesNotContain(lab.Simulator.Requests, request => request.Path.EndsWith("/reboot", StringComparison.Ordinal));

        await ChangeAsync(lab, new ContainerChanges { Environment = new(null), Entrypoint = new(null), Restart = true });
        Assert.DoesNotContain("env", Only(lab).Config.Keys);
        Assert.DoesNotContain("entrypoint", Only(lab).Config.Keys);
    }

    [Fact]
    public async Task Variables_show_nowhere()
    {
        await using var lab = await StartAsync();
        var context = new RecordingContext();
        await ChangeAsync(lab, new ContainerChanges { Environment = new Dictionary<string, string> { ["KEY"] = "hunter2-secret" } }, context: context);
        lab.Simulator.Faults.Add(ConfigFault("env: KEY must not be 'hunter3-secret'", times: 1));
        var error = await Assert.ThrowsAsync<RemoteApiException>(
            () => ChangeAsync(lab, new ContainerChanges { Environment = new Dictionary<string, string> { ["KEY"] = "hunter3-secret", ["A"] = "1" } }, context: context));
        var bad = await Assert.ThrowsAsync<InvalidValueException>(
            () => ChangeAsync(lab, new ContainerChanges { Environment = new Dictionary<string, string> { ["KEY"] = "hunter4-secret\n" } }));

        Assert.All(
            [.. context.Lines, error.ToString(), bad.ToString(), .. (await lab.JobsAsync()).SelectMany(job => job.Statuses).Select(status => status.Message)],
            text => Assert.DoesNotMatch("hunter[234]", text));
    }

    [Fact]
    public async Task An_old_release_is_not_sent_what_it_does_not_know()
    {
        await using var lab = await StartAsync("8.4.5");
        lab.ForgetRequests();
        var error = await Assert.ThrowsAsync<ClusterException>(
            () => ChangeAsync(lab, new ContainerChanges { Memory = 1024, Entrypoint = "/bin/app" }));

        Assert.Equal("NodeTooOld", error.ErrorId);
        Assert.Contains("8.4.5", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(lab.Simulator.Requests, request => request.Method != "GET");
        await ChangeAsync(lab, Everything);
    }

    [Fact]
    public async Task Dhcp_and_a_static_address_take_turns()
    {
        await using var lab = await StartAsync();
        await ChangeAsync(lab, new ContainerChanges { Dhcp = true });
        Assert.Equal(("dhcp", null), (Net(lab).Ip, Net(lab).Gateway));

        // The reservation moves; the container goes on asking for it.
        Assert.Equal("10.0.0.160", (await ChangeAsync(lab, new ContainerChanges { Ipv4Address = "10.0.0.160" })).Ipv4Address);
        Assert.Equal("dhcp", Net(lab).Ip);

        await ChangeAsync(lab, new ContainerChanges { Dhcp = false, VlanTag = 0, Rate = 0, Firewall = false });
        Assert.Equal(("10.0.0.160/24", "10.0.0.1"), (Net(lab).Ip, Net(lab).Gateway));
    }

    [Theory]
    [InlineData("10.0.0.101", "ContainerAlreadyExists")]
    [InlineData("10.0.0.1", "InvalidValue")]
    [InlineData("192.168.7.7", "InvalidValue")]
    public async Task An_address_that_cannot_be_is_refused_before_anything_is_sent(string address, string errorId)
    {
        await using var lab = await StartAsync();
        await lab.CreateAsync(EngineLab.Draft("web2"));
        lab.ForgetRequests();
        var error = await Assert.ThrowsAnyAsync<ClusterException>(() => ChangeAsync(lab, new ContainerChanges { Ipv4Address = address }));

        Assert.Equal(errorId, error.ErrorId);
        Assert.Empty(lab.Simulator.Requests);
    }

    [Fact]
    public async Task An_address_that_somebody_takes_meanwhile_is_given_back_on_Proxmox()
    {
        await using var lab = await StartAsync();
        var fault = lab.Simulator.Faults.Add(new Fault { Method = "PUT", PathPattern = new Regex("/lxc/100/config$"), Delay = TimeSpan.FromMilliseconds(500) });
        var change = ChangeAsync(lab, new ContainerChanges { Ipv4Address = "10.0.0.150" });
        await Eventually.IsTrueAsync(() => fault.Hits > 0, "nothing was changed");
        await lab.CreateAsync(EngineLab.Draft("faster") with { NoProvision = true, Start = false, Ipv4Address = "10.0.0.150" });

        await Assert.ThrowsAsync<ObjectExistsException>(() => change);
        Assert.Equal("10.0.0.100/24", Net(lab).Ip);
        Assert.Equal("10.0.0.100", (await lab.ContainersAsync()).Single(row => row.Hostname == "web1").Ipv4Address);
    }

    [Fact]
    public async Task A_strangers_container_is_not_changed()
    {
        await using var lab = await StartAsync();
        lab.Simulator.RemoveContainer(100);
        lab.Simulator.AddContainer(100, "pve1");
        var error = await Assert.ThrowsAsync<ClusterException>(() => ChangeAsync(lab, new ContainerChanges { Memory = 1024 }));

        Assert.Equal("ContainerMissing", error.ErrorId);
        Assert.DoesNotContain(lab.Simulator.Requests, request => request.Method == "PUT");
    }

    private static ContainerChanges Everything { get; } = new()
    {
        Hostname = "other",
        Cores = 4,
        Memory = 2048,
        Swap = 0,
        OnBoot = true,
        Disk = 10,
        Tags = new(["b", "A"]),
        Description = "two\nlines",
        Bridge = "vmbr1",
        VlanTag = 20,
        Firewall = true,
        Rate = 12.5,
        Ipv4Address = "10.0.0.150",
    };

    private static SimulatedContainer Only(EngineLab lab) => Assert.Single(lab.Simulator.Containers);

    private static NetworkInterfaceSpec Net(EngineLab lab) => NetworkInterfaceSpec.Parse(Only(lab).Config["net0"]);

    private static Fault ConfigFault(string message, int times) =>
        new() { Method = "PUT", PathPattern = new Regex("/config$"), Status = 500, Message = message, Times = times };

    private static async Task<EngineLab> StartAsync(string version = "9.2.11")
    {
        var lab = await EngineLab.StartAsync(new SimulatorOptions { TaskDuration = TimeSpan.Zero, Bridges = ["vmbr0", "vmbr1"], Version = version });
        await lab.CreateAsync(EngineLab.Draft());
        return lab;
    }

    private static async Task<Container> ChangeAsync(EngineLab lab, ContainerChanges changes, string name = "web1", RecordingContext? context = null) =>
        await lab.Session.Containers.UpdateAsync(name == "web1" ? Web1 : new ContainerIdentity(name), changes, context ?? new RecordingContext())
        ?? throw new InvalidOperationException("The change was not approved.");
}
