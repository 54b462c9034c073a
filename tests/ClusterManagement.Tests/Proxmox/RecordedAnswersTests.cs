using System.Globalization;
using ClusterManagement.Providers.Proxmox;
using Xunit;

namespace ClusterManagement.Tests.Proxmox;

/// <summary>Every recorded success of an endpoint goes through the client's own reading of it.</summary>
public sealed class RecordedAnswersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Versions_have_release_and_version() => EachAsync("GET", "/version", 3, async (client, _) =>
    {
        var version = await client.GetVersionAsync(Token);
        Assert.NotEmpty(version.Release);
        Assert.StartsWith(version.Release, version.Version, StringComparison.Ordinal);
        Assert.InRange(version.Major, 6, 9);
    });

    [Fact]
    public Task Nodes_have_names_and_sizes_unless_offline() => EachAsync("GET", "/nodes", 3, async (client, _) =>
    {
        var nodes = await client.GetNodesAsync(Token);
        Assert.NotEmpty(nodes);
        Assert.All(nodes, node =>
        {
            Assert.StartsWith("pve", node.Name, StringComparison.Ordinal);
            Assert.Equal(node.IsOnline, node.MemoryTotalBytes > 1_000_000_000);
            Assert.Equal(node.IsOnline, node.CpuCount > 0);
            Assert.Equal(node.IsOnline, node.CertificateFingerprint is { Length: 95 });
        });
    });

    [Fact]
    public Task Cluster_status_has_members_with_addresses() => EachAsync("GET", "/cluster/status", 1, async (client, _) =>
    {
        var members = await client.GetClusterStatusAsync(Token);
        Assert.NotEmpty(members);
        Assert.All(members.Where(member => member.IsNode), member => Assert.NotNull(member.Address));
        Assert.Contains(members, member => member is { IsNode: true, IsLocal: true, IsOnline: true });
    });

    [Fact]
    public Task Networks_have_bridges() => EachAsync("GET", "/nodes/*/network", 1, async (client, _) =>
        Assert.Contains(await client.GetBridgesAsync("pve1", Token), device => device is { Name: "vmbr0", Type: "bridge" }));

    [Fact]
    public Task Node_status_has_memory_processors_and_version() => EachAsync("GET", "/nodes/*/status", 1, async (client, _) =>
    {
        var status = await client.GetNodeStatusAsync("pve1", Token);
        Assert.Equal(25276510208, status.Memory?.TotalBytes);
        Assert.Equal(2, status.Processors?.Count);
        Assert.Equal("pve-manager/9.2.11/14a22df3", status.ManagerVersion);
        Assert.Equal([0.18, 0.15, 0.52], status.LoadAverage!);
        Assert.True(status.RootFileSystem?.FreeBytes > 0);
    });

    [Fact]
    public Task Next_id_is_a_number_though_sent_as_text() => EachAsync("GET", "/cluster/nextid", 3, async (client, _) =>
        Assert.Equal(100, await client.GetNextIdAsync(null, Token)));

    [Fact]
    public Task Resources_have_identity_and_lists() => EachAsync("GET", "/cluster/resources", 4, async (client, _) =>
    {
        var resources = await client.GetResourcesAsync(null, Token);
        Assert.NotEmpty(resources);
        Assert.All(resources, resource =>
        {
            Assert.StartsWith(resource.Type + "/", resource.Id, StringComparison.Ordinal);
            Assert.NotNull(resource.Tags);
            Assert.NotNull(resource.Content);
            Assert.NotNull(resource.Node);
            Assert.Equal(resource.Type == "lxc", resource.VmId > 0);
            Assert.Equal(resource.Type == "storage", resource.Content.Count > 0);
        });
    });

    [Fact]
    public Task Storages_have_sizes_and_content() => EachAsync("GET", "/nodes/*/storage", 3, async (client, _) =>
    {
        var storages = await client.GetStoragesAsync("pve1", Token);
        Assert.InRange(storages.Count, 1, 2);
        Assert.All(storages, storage =>
        {
            Assert.True(storage is { IsActive: true, IsEnabled: true, IsShared: false });
            Assert.True(storage.TotalBytes >= storage.UsedBytes && storage.AvailableBytes > 0);
            Assert.True(storage.Holds(storage.Type == "dir" ? "vztmpl" : "rootdir"));
        });
    });

    [Fact]
    public Task Storage_content_has_volumes() => EachAsync("GET", "/nodes/*/storage/*/content", 6, async (client, recording) =>
    {
        var volumes = await client.GetStorageContentAsync("pve1", "local", null, Token);
        Assert.True(volumes.Count > 0 || recording.Body.Contains("\"data\":[]", StringComparison.Ordinal), recording.Name);
        Assert.All(volumes, volume =>
        {
            Assert.Contains(':', volume.VolumeId);
            Assert.DoesNotContain('/', volume.FileName);
            Assert.True(volume.SizeBytes > 0);
            Assert.InRange(volume.CreatedAt!.Value.Year, 2020, 2030);
        });
    });

    [Fact]
    public Task Containers_have_id_name_and_state() => EachAsync("GET", "/nodes/*/lxc", 3, async (client, _) =>
    {
        var containers = await client.ListContainersAsync("pve1", Token);
        Assert.NotEmpty(containers);
        Assert.All(containers, AssertMeaningful);
    });

    [Fact]
    public Task Container_status_has_id_name_and_state() => EachAsync("GET", "/nodes/*/lxc/*/status/current", 8, async (client, recording) =>
    {
        var container = await client.GetContainerStatusAsync("pve1", 100, Token);
        Assert.NotNull(container);
        AssertMeaningful(container);
        Assert.Equal(recording.Body.Contains("\"running\"", StringComparison.Ordinal), container.IsRunning);
    });

    [Fact]
    public Task Container_config_keeps_every_option() => EachAsync("GET", "/nodes/*/lxc/*/config", 12, async (client, recording) =>
    {
        var config = await client.GetContainerConfigAsync("pve1", 100, Token);
        Assert.NotNull(config);
        Assert.Equal(40, config.Digest?.Length);
        Assert.Equal(config.Values.ContainsKey("net0"), config.Net0 is not null);
        Assert.Equal(config.Values.ContainsKey("memory"), config.MemoryMiB > 0);
        Assert.Equal(recording.Body.Contains("\"lock\"", StringComparison.Ordinal) ? "create" : null, config.Lock);
        Assert.NotNull(config.Tags);
    });

    [Fact]
    public Task Container_config_reads_what_was_created() => EachAsync("GET", "/nodes/*/lxc/100/config", 1, async (client, recording) =>
    {
        if (recording.Name != "config")
        {
            return;
        }

        var config = (await client.GetContainerConfigAsync("pve1", 100, Token))!;
        Assert.Equal("line1\nline2", config.Description);
        Assert.Equal(["prod", "web"], config.Tags.Order());
        Assert.Equal((2, 1024L, 0L), (config.Cores, config.MemoryMiB, config.SwapMiB));
        Assert.True(config is { IsUnprivileged: true, StartsOnBoot: true, Hostname: "web1", OsType: "debian", SearchDomain: "lan" });
        Assert.Equal("BC:24:11:31:AA:55", config.Net0!.HardwareAddress);
        Assert.True(new NetworkInterfaceSpec { Bridge = "vmbr0", Ip = "10.0.0.50/24", Gateway = "10.0.0.1", Firewall = true }
            .IsSatisfiedBy(config.Net0));
    });

    [Fact]
    public Task Interfaces_are_read_or_empty() => EachAsync("GET", "/nodes/*/lxc/*/interfaces", 3, async (client, recording) =>
    {
        var interfaces = await client.GetInterfacesAsync("pve1", 100, Token);
        var routable = interfaces.RoutableIpv4().Select(a => a.ToString());
        Assert.Equal(recording.Body.Contains("eth0", StringComparison.Ordinal) ? ["10.0.0.50"] : [], routable);
        Assert.All(interfaces, i => Assert.Equal(2, i.Addresses.Count));
    });

    [Fact]
    public Task Task_lists_have_identifiers() => EachAsync("GET", "/nodes/*/tasks", 7, async (client, recording) =>
    {
        var tasks = await client.GetTasksAsync("pve1", null, ProxmoxTaskSource.All, null, Token);
        Assert.True(tasks.Count > 0 || recording.Body.Contains("\"data\":[]", StringComparison.Ordinal));
        Assert.All(tasks, task =>
        {
            Assert.Equal(task.UpidText, task.Upid.ToString());
            Assert.Equal((task.Node, task.Type, task.Id, task.User), (task.Upid.Node, task.Upid.Type, task.Upid.Id, task.Upid.User));
            Assert.Equal(task.StartedAt, task.Upid.StartTime);
            Assert.Equal(task.IsRunning, task.EndedAt is null);
            Assert.Equal(task.IsRunning, task.ExitStatus is null);
        });
    });

    [Fact]
    public Task Task_status_tells_running_from_ended() => EachAsync("GET", "/nodes/*/tasks/*/status", 80, async (client, recording) =>
    {
        var task = await client.GetTaskStatusAsync(Upid.Parse("UPID:pve1:00000043:0006702C:6B049E59:vzcreate:100:root@pam:"), Token);
        Assert.NotEqual(default, task.Upid);
        Assert.Equal(recording.Body.Contains("\"running\"", StringComparison.Ordinal), task.IsRunning);
        Assert.Equal(task.IsRunning, string.IsNullOrEmpty(task.ExitStatus));
    });

    [Fact]
    public Task Task_logs_are_numbered_lines() => EachAsync("GET", "/nodes/*/tasks/*/log", 40, async (client, recording) =>
    {
        var lines = await client.GetTaskLogAsync(Upid.Parse("UPID:pve1:00000043:0006702C:6B049E59:vzcreate:100:root@pam:"), Token);
        Assert.Equal(recording.Body.Contains("no content", StringComparison.Ordinal), lines.Count == 0);
        Assert.Equal(lines.Select((_, index) => lines[0].Number + index), lines.Select(line => line.Number));
    });

    [Theory]
    [InlineData("POST", "/nodes/*/lxc", "vzcreate", 5)]
    [InlineData("POST", "/nodes/*/lxc/*/status/start", "vzstart", 5)]
    [InlineData("POST", "/nodes/*/lxc/*/status/shutdown", "vzshutdown", 1)]
    [InlineData("POST", "/nodes/*/lxc/*/status/reboot", "vzreboot", 1)]
    [InlineData("DELETE", "/nodes/*/lxc/*", "vzdestroy", 4)]
    public Task Started_tasks_are_parsed(string method, string path, string type, int atLeast) => EachAsync(method, path, atLeast, async (client, _) =>
    {
        var task = method == "DELETE"
            ? await client.DeleteContainerAsync("pve1", 100, false, false, false, Token)
            : await client.StartAsync("pve1", 100, Token);
        Assert.True(task.Type == type || (type == "vzcreate" && task.Type == "vzrestore"), task.ToString());
        Assert.NotNull(task.VmId);
        Assert.Contains("root@pam", task.User, StringComparison.Ordinal);
    });

    private static void AssertMeaningful(ProxmoxContainer container)
    {
        Assert.True(container.VmId >= 100);
        Assert.NotEmpty(container.Name!);
        Assert.Contains(container.Status, new[] { "running", "stopped" });
        Assert.NotNull(container.Tags);
        Assert.True(container.MemoryTotalBytes > 0);
        Assert.True(container.Lock is null or "create" or "backup", container.Lock);
    }

    private static async Task EachAsync(string method, string path, int atLeast, Func<ProxmoxClient, RecordedAnswers.Recording, Task> check)
    {
        var recordings = RecordedAnswers.Successes(method, path);
        Assert.True(recordings.Count >= atLeast, recordings.Count.ToString(CultureInfo.InvariantCulture));
        foreach (var recording in recordings)
        {
            using var client = Clients.Answering(recording.Body);
            await check(client, recording);
        }
    }
}
