using System.Text.RegularExpressions;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Provisioning;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Lifecycle;

/// <summary>Backups, and containers made from backups, from other containers and from images.</summary>
public sealed class OriginTests
{
    [Fact]
    public async Task A_backup_has_its_volume_size_and_time()
    {
        await using var lab = await StartAsync();
        var backup = await BackUpAsync(lab, new BackupDraft { Mode = BackupMode.Stop, Note = "before", IsProtected = true, Compression = BackupCompression.Gzip });

        Assert.Matches(@"^local:backup/vzdump-lxc-100-.*\.tar\.gz$", backup.VolumeId);
        Assert.Equal(("golden", "pve1", "before", true, 512L << 20), (backup.Container, backup.Node, backup.Note, backup.IsProtected, backup.Size));
        Assert.InRange(DateTime.UtcNow - backup.CreatedAt, TimeSpan.FromSeconds(-2), TimeSpan.FromMinutes(1));
        var sent = Assert.Single(lab.Simulator.Requests, request => request.Path == "/nodes/pve1/vzdump").Parameters;
        Assert.Equal(("stop", "gzip", "0", "local"), (sent["mode"], sent["compress"], sent["remove"], sent["storage"]));
        var job = (await lab.JobsAsync())[0];
        Assert.Equal(("Back up container golden", JobState.Success), (job.Name, job.Status));
        Assert.Contains(job.Statuses, status => status.Message.Contains(backup.VolumeId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_storage_that_takes_no_backups_is_refused()
    {
        await using var lab = await StartAsync();
        var error = await Assert.ThrowsAsync<InvalidValueException>(() => BackUpAsync(lab, new BackupDraft { Storage = "local-lvm" }));
        Assert.Contains("Usable: local", error.Message, StringComparison.Ordinal);
        Assert.Equal("StorageNotFound", (await Assert.ThrowsAsync<ClusterException>(() => BackUpAsync(lab, new BackupDraft { Storage = "nas" }))).ErrorId);
    }

    [Fact]
    public async Task The_backup_of_a_lost_answer_is_found()
    {
        await using var lab = await StartAsync();
        lab.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new Regex("/vzdump$"), DropConnection = ConnectionDrop.AfterProcessing });
        Assert.NotEmpty((await BackUpAsync(lab)).VolumeId);
        lab.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new Regex("/vzdump$"), DropConnection = ConnectionDrop.BeforeProcessing });
        await Assert.ThrowsAsync<RemoteApiException>(() => BackUpAsync(lab));
    }

    [Fact]
    public async Task Cancelling_a_backup_aborts_it()
    {
        await using var lab = await StartAsync();
        lab.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new Regex("/vzdump$"), TaskDuration = Timeout.InfiniteTimeSpan });
        using var cancellation = new CancellationTokenSource();
        var backup = BackUpAsync(lab, context: new RecordingContext(cancellation.Token));
        await Eventually.IsTrueAsync(() => lab.Simulator.Containers[0].Lock == "backup", "the backup did not begin");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => backup);
        Assert.Null(lab.Simulator.Containers[0].Lock);
        Assert.Equal(JobState.Cancelled, (await lab.JobsAsync())[0].Status);
    }

    [Fact]
    public async Task A_restored_container_is_another_one()
    {
        await using var lab = await StartAsync();
        var backup = await BackUpAsync(lab);
        var context = new RecordingContext();
        var container = await lab.CreateAsync(Draft("copy", new ContainerOrigin { Backup = backup.VolumeId, Memory = 1024 }) with { Start = true, Description = "a copy" }, context);

        var original = (await lab.ContainersAsync()).Single(row => row.Hostname == "golden");
        AssertIsAnother(lab, original, container);
        Assert.Equal((2, 1024, 256, 6, "blue", "a copy"), (container.Cores, container.Memory, container.Swap, container.Disk, container.Tags[0], container.Description));
        var sent = lab.Simulator.Requests.Last(request => request is { Method: "POST", Path: "/nodes/pve1/lxc" }).Parameters;
        Assert.Equal(("1", "1", "1", backup.VolumeId, "0"), (sent["restore"], sent["unique"], sent["unprivileged"], sent["ostemplate"], sent["onboot"]));
        Assert.DoesNotContain("cores", sent.Keys);
        Assert.Contains($"hwaddr={container.MacAddress}", sent["net0"], StringComparison.Ordinal);
        Assert.Empty(context.Warnings);
        await Invariants.NothingIsNobodysAsync(lab);
    }

    [Fact]
    public async Task A_restored_disk_grows_and_never_shrinks()
    {
        await using var lab = await StartAsync();
        var backup = await BackUpAsync(lab);
        Assert.Equal(16, (await lab.CreateAsync(Draft("large", new ContainerOrigin { Backup = backup.VolumeId, Disk = 16 }))).Disk);
        Assert.EndsWith("size=16G", lab.Simulator.Containers[^1].Config["rootfs"], StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<InvalidValueException>(() => lab.CreateAsync(Draft("small", new ContainerOrigin { Backup = backup.VolumeId, Disk = 2 })));
        Assert.Contains("6 or more GiB", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await lab.ContainersAsync()).Count);
    }

    [Fact]
    public async Task A_full_copy_is_another_one()
    {
        await using var lab = await StartAsync();
        var container = await lab.CreateAsync(Draft("copy", new ContainerOrigin { Container = new ContainerIdentity("golden"), Cores = 4 }) with { Start = true, Tags = ["green"] });

        var original = (await lab.ContainersAsync()).Single(row => row.Hostname == "golden");
        AssertIsAnother(lab, original, container);
        Assert.Equal((4, 768, 6, "green", EngineLab.Template), (container.Cores, container.Memory, container.Disk, Assert.Single(container.Tags), container.Template));
        var sent = Assert.Single(lab.Simulator.Requests, request => request.Path == "/nodes/pve1/lxc/100/clone").Parameters;
        Assert.Equal("1", sent["full"]);
        Assert.Contains($"clustermanagement:{container.OwnershipId}", sent["description"], StringComparison.Ordinal);
        await Invariants.NothingIsNobodysAsync(lab);
    }

    [Fact]
    public async Task Copies_of_a_template_are_linked_unless_told_otherwise_and_wait_for_each_other()
    {
        await using var lab = await StartAsync(TimeSpan.FromMilliseconds(100));
        await MakeTemplateAsync(lab);
        var origin = new ContainerOrigin { Container = new ContainerIdentity("golden") };
        var copies = await Task.WhenAll(
            Enumerable.Range(1, 3).Select(i => lab.CreateAsync(Draft($"copy{i}", i == 3 ? origin with { Full = true } : origin) with { Start = true })));

        Assert.All(copies, copy => Assert.Equal(ContainerStatus.Running, copy.Status));
        Assert.Equal(3, copies.Select(copy => copy.MacAddress).Distinct().Count());
        Assert.Equal(3, copies.Select(copy => copy.ContainerId).Distinct().Count());
        await Invariants.NothingIsNobodysAsync(lab);
        var error = await Assert.ThrowsAsync<InvalidValueException>(() => lab.CreateAsync(Draft("copy4", origin) with { Storage = "local-lvm" }));
        Assert.Contains("-Full", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_original_is_refused()
    {
        await using var lab = await StartAsync();
        await lab.Session.Containers.PowerAsync(new ContainerIdentity("golden"), new PowerRequest(PowerAction.Start, TimeSpan.FromMinutes(1)), new RecordingContext());
        var error = await Assert.ThrowsAsync<ObjectInUseException>(() => lab.CreateAsync(Draft("copy", new ContainerOrigin { Container = new ContainerIdentity("golden") })));
        Assert.Contains("Stop-ClusterContainer golden", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(await lab.ContainersAsync());
    }

    [Fact]
    public async Task A_copy_cannot_be_made_far_from_local_disks()
    {
        await using var lab = await StartAsync();
        var draft = Draft("copy", new ContainerOrigin { Container = new ContainerIdentity("golden") }) with { Node = new NodeIdentity("pve2") };
        var error = await Assert.ThrowsAsync<InvalidValueException>(() => lab.CreateAsync(draft));
        Assert.Contains("Move-ClusterContainer", error.Message, StringComparison.Ordinal);
        Assert.Single(await lab.ContainersAsync());
    }

    [Fact]
    public async Task A_copy_that_names_no_node_goes_where_its_original_is()
    {
        await using var lab = await StartAsync();
        var draft = Draft("copy", new ContainerOrigin { Container = new ContainerIdentity("golden") }) with { Node = null };
        Assert.Equal("pve1", (await lab.CreateAsync(draft)).Node);
        var error = await Assert.ThrowsAsync<InvalidValueException>(() => lab.CreateAsync(draft with { Name = "other", Site = new SiteIdentity("dc2") }));
        Assert.Equal("Clone", error.Parameter);
    }

    [Fact]
    public async Task A_backup_that_names_no_node_goes_where_it_is_seen()
    {
        await using var lab = await StartAsync();
        var backup = await BackUpAsync(lab);
        var draft = Draft("copy", new ContainerOrigin { Backup = backup.VolumeId }) with { Node = null, Site = new SiteIdentity("dc1") };
        var made = await lab.CreateAsync(draft);
        Assert.Equal(("pve1", 6), (made.Node, made.Disk));
        var error = await Assert.ThrowsAsync<ClusterException>(
            () => lab.CreateAsync(draft with { Name = "other", Origin = new ContainerOrigin { Backup = "local:backup/vzdump-lxc-999-2026_01_31-12_00_00.tar.zst" } }));
        Assert.Equal("NoNodeFits", error.ErrorId);
        Assert.Contains("pve1: Storage local of node pve1 has no backup 'local:backup/vzdump-lxc-999-", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_exists_is_compared_in_its_process_without_telling_values()
    {
        await using var lab = await StartAsync();
        var draft = EngineLab.Draft("app") with
        {
            IfNotExists = true,
            Environment = new Dictionary<string, string> { ["TOKEN"] = "secret-1" },
            Given = new HashSet<string> { "Environment" },
        };
        var made = await lab.CreateAsync(draft);
        Assert.Equal(made.Id, (await lab.CreateAsync(draft)).Id);
        var error = await Assert.ThrowsAnyAsync<ClusterException>(
            () => lab.CreateAsync(draft with { Environment = new Dictionary<string, string> { ["TOKEN"] = "secret-2" } }));
        Assert.Equal("ContainerDiffers", error.ErrorId);
        Assert.Contains("TOKEN with other values", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/clone$", true)]
    [InlineData("/nodes/pve1/lxc$", false)]
    public async Task A_copy_that_fails_leaves_nothing(string path, bool isClone)
    {
        await using var lab = await StartAsync();
        var backup = await BackUpAsync(lab);
        var origin = isClone ? new ContainerOrigin { Container = new ContainerIdentity("golden") } : new ContainerOrigin { Backup = backup.VolumeId };
        foreach (var fault in new[]
        {
            new Fault { Method = "POST", PathPattern = new Regex(path), TaskExitStatus = "out of luck" },
            new Fault { Method = "POST", PathPattern = new Regex(path), Status = 500, Message = "something broke" },
            new Fault { Method = "POST", PathPattern = new Regex(path), DropConnection = ConnectionDrop.BeforeProcessing },
            new Fault { Method = "PUT", PathPattern = new Regex("/config$"), Status = 500, Message = "something broke" },
            new Fault { Method = "POST", PathPattern = new Regex("/status/start$"), TaskExitStatus = "startup failed" },
        })
        {
            lab.Simulator.Faults.Add(fault);
            var draft = Draft("copy", isClone ? origin : origin with { Disk = 16 }) with { Start = true };

            // A restore has nothing left to change, so it is given something.
            if (fault is { Method: "PUT" } && !isClone) lab.Simulator.Faults.Add(new Fault { Method = "PUT", PathPattern = new Regex("/resize$"), Status = 500, Message = "something broke" });
            await Assert.ThrowsAnyAsync<ClusterException>(() => lab.CreateAsync(draft));
            lab.Simulator.Faults.Clear();

            Assert.Equal("golden", Assert.Single(await lab.ContainersAsync()).Hostname);
            Assert.Equal(100, Assert.Single(lab.Simulator.Containers).VmId);
            Assert.Null(Assert.Single(lab.Simulator.Containers).Lock);
        }
    }

    [Theory]
    [InlineData("/clone$", true)]
    [InlineData("/nodes/pve1/lxc$", false)]
    public async Task A_copy_whose_answer_was_lost_is_made_once(string path, bool isClone)
    {
        await using var lab = await StartAsync(TimeSpan.FromMilliseconds(200));
        var backup = await BackUpAsync(lab);
        lab.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new Regex(path), DropConnection = ConnectionDrop.AfterProcessing });
        var origin = isClone ? new ContainerOrigin { Container = new ContainerIdentity("golden") } : new ContainerOrigin { Backup = backup.VolumeId };
        var container = await lab.CreateAsync(Draft("copy", origin) with { Start = true });

        Assert.Equal(ContainerStatus.Running, container.Status);
        Assert.Equal(2, lab.Simulator.Containers.Count);
        AssertIsAnother(lab, (await lab.ContainersAsync()).Single(row => row.Hostname == "golden"), container);
    }

    [Fact]
    public async Task Cancelling_a_copy_aborts_it_and_lets_the_original_go()
    {
        await using var lab = await StartAsync();
        lab.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new Regex("/clone$"), TaskDuration = Timeout.InfiniteTimeSpan });
        using var cancellation = new CancellationTokenSource();
        var copy = lab.CreateAsync(Draft("copy", new ContainerOrigin { Container = new ContainerIdentity("golden") }), new RecordingContext(cancellation.Token));
        await Eventually.IsTrueAsync(() => lab.Simulator.Containers[0].Lock == "disk", "the copy did not begin");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copy);
        Assert.Null(Assert.Single(lab.Simulator.Containers).Lock);
        Assert.Equal("golden", Assert.Single(await lab.ContainersAsync()).Hostname);
    }

    [Fact]
    public async Task An_image_gets_its_variables_its_entrypoint_and_an_address_set_by_the_node()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.Session.Templates.SaveAsync(
            new TemplateDownload { Node = new NodeIdentity("pve1"), Reference = "docker.io/library/nginx:alpine" }, new RecordingContext());
        var container = await lab.CreateAsync(EngineLab.Draft() with
        {
            Template = "nginx_alpine.tar",
            Environment = new Dictionary<string, string> { ["PORT"] = "8080", ["NAME"] = "two words" },
            Entrypoint = "/my/entry point",
        });

        var remote = Assert.Single(lab.Simulator.Containers);
        Assert.Equal(("NAME=two words\0PORT=8080", "/my/entry point", "running"), (remote.Config["env"], remote.Config["entrypoint"], remote.Status));
        Assert.Equal("1", NetworkInterfaceSpec.Parse(remote.Config["net0"]).Parts["host-managed"]);
        Assert.Equal("local:vztmpl/nginx_alpine.tar", container.Template);
    }

    [Fact]
    public async Task An_old_release_is_refused_before_anything_is_reserved()
    {
        await using var lab = await EngineLab.StartAsync(new SimulatorOptions { TaskDuration = TimeSpan.Zero, Version = "8.4.5" });
        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.CreateAsync(EngineLab.Draft() with { Entrypoint = "/bin/app" }));
        Assert.Equal("NodeTooOld", error.ErrorId);
        await Invariants.NothingIsLeftAsync(lab);
        Assert.Empty(await lab.JobsAsync());
    }

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task What_does_not_go_together_is_refused_before_anything_is_sent(string parameter, Func<ContainerDraft, ContainerDraft> make)
    {
        await using var lab = await StartAsync();
        lab.ForgetRequests();
        var error = await Assert.ThrowsAsync<InvalidValueException>(() => lab.CreateAsync(make(EngineLab.Draft("copy"))));
        Assert.Equal(parameter, error.Parameter);
        Assert.Empty(lab.Simulator.Requests);
    }

    public static TheoryData<string, Func<ContainerDraft, ContainerDraft>> Nonsense()
    {
        var backup = new ContainerOrigin { Backup = "local:backup/x.tar.zst" };
        var clone = new ContainerOrigin { Container = new ContainerIdentity("golden") };
        return new()
        {
            { "Template", draft => draft with { Template = null } },
            { "Backup", draft => draft with { Origin = backup } },
            { "Clone", draft => draft with { Origin = clone } },
            { "Clone", draft => draft with { Template = null, Origin = backup with { Container = clone.Container, Backup = null }, Privileged = false, Node = new NodeIdentity("far1") } },
            { "Backup", draft => draft with { Template = null, Origin = new ContainerOrigin { Backup = "x.tar.zst" } } },
            { "Password", draft => draft with { Template = null, Origin = backup, Password = new SecretText("secret") } },
            { "SshPublicKey", draft => draft with { Template = null, Origin = clone, SshPublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB0000000000000000000000000000000000000000000" } },
            { "Privileged", draft => draft with { Template = null, Origin = clone, Privileged = true } },
            { "NoProvision", draft => draft with { Template = null, Origin = clone, NoProvision = true, Start = false } },
            { "Environment", draft => draft with { Environment = new Dictionary<string, string> { ["a b"] = "c" } } },
            { "Entrypoint", draft => draft with { Entrypoint = "two\nlines" } },
        };
    }

    private static ContainerDraft Draft(string name, ContainerOrigin origin) =>
        new() { Name = name, Node = new NodeIdentity("pve1"), Origin = origin };

    private static async Task<EngineLab> StartAsync(TimeSpan duration = default)
    {
        var lab = await EngineLab.StartAsync(new SimulatorOptions { TaskDuration = duration });
        await lab.Session.Sites.CreateAsync(
            new SiteDraft { Name = "dc2", InternalDomain = "two.internal", DhcpRange = "10.2.0.10-10.2.0.20", SubnetMask = "/24", Gateway = "10.2.0.1" }, new RecordingContext());
        await lab.Session.Nodes.CreateAsync(new NodeDraft { Name = "far1", Site = new SiteIdentity("dc2") }, new RecordingContext());
        await lab.CreateAsync(EngineLab.Draft("golden") with { Start = false, Cores = 2, Memory = 768, Swap = 256, Disk = 6, Tags = ["blue"], OnBoot = true, Description = "the original" });
        return lab;
    }

    private static async Task<ContainerBackup> BackUpAsync(EngineLab lab, BackupDraft? draft = null, RecordingContext? context = null) =>
        await lab.Session.Backups.CreateAsync(new ContainerIdentity("golden"), draft ?? new BackupDraft(), context ?? new RecordingContext())
        ?? throw new InvalidOperationException("The backup was not approved.");

    // The request gives no task id back, so the configuration tells when it is one.
    private static async Task MakeTemplateAsync(EngineLab lab)
    {
        using var client = new ApiClient(lab.Simulator);
        await client.SendAsync("POST", "/nodes/pve1/lxc/100/template");
        await Eventually.IsTrueAsync(() => lab.Simulator.Containers[0].Config.GetValueOrDefault("template") == "1", "no template was made");
    }

    private static void AssertIsAnother(EngineLab lab, Container original, Container copy)
    {
        var remote = lab.Simulator.Containers.Single(entry => entry.VmId == copy.ContainerId);
        var net = NetworkInterfaceSpec.Parse(remote.Config["net0"]);
        Assert.NotEqual((original.MacAddress, original.Ipv4Address, original.OwnershipId), (copy.MacAddress, copy.Ipv4Address, copy.OwnershipId));
        Assert.Equal((copy.MacAddress, $"{copy.Ipv4Address}/24", "10.0.0.1", "vmbr0"), (net.HardwareAddress, net.Ip, net.Gateway, net.Bridge));
        Assert.Equal((copy.Hostname, copy.OwnershipId), (remote.Hostname, OwnershipMark.Find(remote.Description)));
        Assert.DoesNotContain("the original", remote.Description, StringComparison.Ordinal);
        Assert.Equal("0", remote.Config.GetValueOrDefault("onboot", "0"));
        Assert.False(copy.OnBoot);
    }
}
