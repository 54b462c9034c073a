using System.Net;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Simulator;

public sealed class ContainerTests
{
    private static SimulatorOptions Instant => new() { TaskDuration = TimeSpan.Zero };

    [Fact]
    public async Task Version_8_refuses_what_came_with_9_and_creates_privileged_containers()
    {
        using var simulator = ProxmoxSimulator.Start(new SimulatorOptions { Version = "8.4.5", TaskDuration = TimeSpan.Zero });
        using var client = new ApiClient(simulator);
        var refused = await client.CreateAsync(100, ("entrypoint", "/bin/sh"), ("net0", "name=eth0,bridge=vmbr0,host-managed=1"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("\"entrypoint\":\"property is not defined in schema", refused.Body, StringComparison.Ordinal);
        Assert.Contains("net0.host-managed: property is not defined", refused.Body, StringComparison.Ordinal);
        Assert.Equal(501, (int)(await client.GetAsync("/nodes/pve1/query-oci-repo-tags?reference=nginx")).Status);
        Assert.Equal("OK", await client.WaitAsync(await client.CreateAsync(100)));
        Assert.False(Assert.Single(simulator.Containers).Config.ContainsKey("unprivileged"));
        Assert.Equal("8.4.5", (await client.GetAsync("/version")).Data.GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("9.1.2", HttpStatusCode.OK)]
    [InlineData("8.4.5", HttpStatusCode.BadRequest)]
    public async Task Entrypoint_depends_on_the_version(string version, HttpStatusCode status)
    {
        using var simulator = ProxmoxSimulator.Start(new SimulatorOptions { Version = version, TaskDuration = TimeSpan.Zero });
        using var client = new ApiClient(simulator);

        Assert.Equal(status, (await client.CreateAsync(100, ("entrypoint", "/bin/sh"))).Status);
    }

    [Fact]
    public void An_unknown_version_is_refused() =>
        Assert.Throws<ArgumentException>(() => ProxmoxSimulator.Start(new SimulatorOptions { Version = "7.4" }));

    [Fact]
    public async Task A_full_storage_fails_the_task_and_nothing_is_left()
    {
        using var simulator = ProxmoxSimulator.Start(Instant);
        using var client = new ApiClient(simulator);
        simulator.SetStorage("local-lvm", 10L << 30, 7L << 30);
        var exitStatus = await client.WaitAsync(await client.CreateAsync(100));

        Assert.Equal("unable to create CT 100 - no space left on device", exitStatus);
        Assert.Empty(simulator.Containers);
        var storage = (await client.GetAsync("/nodes/pve1/storage/local-lvm/status")).Data;
        Assert.Equal(7L << 30, storage.GetProperty("used").GetInt64());
    }

    [Fact]
    public async Task Dhcp_hands_every_container_its_own_address_beside_the_static_ones()
    {
        var options = new SimulatorOptions { TaskDuration = TimeSpan.Zero, DhcpRange = "10.0.0.100-10.0.0.102" };
        using var simulator = ProxmoxSimulator.Start(options);
        using var client = new ApiClient(simulator);
        await client.CreateAsync(100, ("net0", "name=eth0,bridge=vmbr0,ip=10.0.0.100/24"), ("start", "1"));
        await client.CreateAsync(101, ("net0", "name=eth0,bridge=vmbr0,ip=dhcp"), ("start", "1"));
        await client.CreateAsync(102, ("net0", "name=eth0,bridge=vmbr0,ip=dhcp"), ("start", "1"));

        Assert.Equal("10.0.0.100/24", await AddressAsync(client, 100));
        Assert.Equal("10.0.0.101/24", await AddressAsync(client, 101));
        Assert.Equal("10.0.0.102/24", await AddressAsync(client, 102));
        Assert.Equal("10.0.0.101/24", await AddressAsync(client, 101));
    }

    [Fact]
    public async Task Link_local_addresses_come_before_the_others()
    {
        var options = Instant;
        options.AddressDelay = TimeSpan.FromHours(1);
        using var simulator = ProxmoxSimulator.Start(options);
        using var client = new ApiClient(simulator);
        await client.CreateAsync(100, ("net0", "name=eth0,bridge=vmbr0,ip=dhcp,hwaddr=BC:24:11:2A:3B:4C"), ("start", "1"));
        var eth0 = (await client.GetAsync("/nodes/pve1/lxc/100/interfaces")).Data[1];
        Assert.False(eth0.TryGetProperty("inet", out _));
        Assert.Equal("fe80::be24:11ff:fe2a:3b4c/64", eth0.GetProperty("inet6").GetString());

        options.AddressDelay = TimeSpan.Zero;
        Assert.Equal("10.0.0.100/24", await AddressAsync(client, 100));
    }

    [Fact]
    public async Task Resources_lag_behind()
    {
        var options = Instant;
        options.ResourcesDelay = TimeSpan.FromHours(1);
        using var simulator = ProxmoxSimulator.Start(options);
        using var client = new ApiClient(simulator);
        await client.CreateAsync(100);
        var fresh = (await client.GetAsync("/cluster/resources?type=vm")).Data[0];
        Assert.Equal("unknown", fresh.GetProperty("status").GetString());
        Assert.False(fresh.TryGetProperty("name", out _));

        options.ResourcesDelay = TimeSpan.Zero;
        Assert.Equal("stopped", (await client.GetAsync("/cluster/resources?type=vm")).Data[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Tests_can_change_the_state_behind_the_back_of_the_api()
    {
        using var simulator = ProxmoxSimulator.Start(Instant);
        using var client = new ApiClient(simulator);
        var config = new Dictionary<string, string> { ["hostname"] = "db1", ["description"] = "mine\n" };
        simulator.AddContainer(200, "pve2", config, running: true);
        simulator.SetLock(200, "backup");

        var container = Assert.Single(simulator.Containers);
        Assert.Equal(("pve2", "db1", "running", "mine\n", "backup"),
            (container.Node, container.Hostname, container.Status, container.Description, container.Lock));
        Assert.Equal("CT is locked (backup)", (await client.SendAsync("PUT", "/nodes/pve2/lxc/200/config", ("memory", "1024"))).Reason);
        simulator.SetLock(200, null);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync("PUT", "/nodes/pve2/lxc/200/config", ("memory", "1024"))).Status);
        simulator.SetNodeOnline("pve2", false);
        Assert.Equal((595, "Connection refused"), await StatusAsync(client, "/nodes/pve2/lxc/200/config"));
        simulator.SetNodeOnline("pve2", true);
        Assert.Equal("CT 200 already exists on node 'pve2'", (await client.CreateAsync(200)).Reason);
        simulator.RemoveContainer(200);
        Assert.Empty(simulator.Containers);
    }

    [Fact]
    public async Task A_backup_is_restored_with_its_configuration()
    {
        using var simulator = ProxmoxSimulator.Start(Instant);
        using var client = new ApiClient(simulator);
        await client.CreateAsync(100, ("hostname", "web1"), ("memory", "1024"), ("net0", "name=eth0,bridge=vmbr0,ip=dhcp"));
        Assert.Equal("OK", await client.WaitAsync(await client.SendAsync(
            "POST", "/nodes/pve1/vzdump", ("vmid", "100"), ("storage", "local"), ("compress", "zstd"))));
        var backup = (await client.GetAsync("/nodes/pve1/storage/local/content?content=backup")).Data[0].GetProperty("volid").GetString()!;
        Assert.Equal("OK", await client.WaitAsync(await client.SendAsync(
            "POST",
            "/nodes/pve1/lxc",
            ("vmid", "101"),
            ("ostemplate", backup),
            ("restore", "1"),
            ("storage", "local-lvm"),
            ("unique", "1"))));

        var (original, restored) = (simulator.Containers[0].Config, simulator.Containers[1].Config);
        Assert.Equal(("web1", "1024", "local-lvm:vm-101-disk-0,size=4G"), (restored["hostname"], restored["memory"], restored["rootfs"]));
        Assert.NotEqual(original["net0"], restored["net0"]);
    }

    [Fact]
    public async Task A_rollback_brings_back_configuration_and_sizes()
    {
        using var simulator = ProxmoxSimulator.Start(Instant);
        using var client = new ApiClient(simulator);
        await client.CreateAsync(100, ("hostname", "before"));
        await client.SendAsync("POST", "/nodes/pve1/lxc/100/snapshot", ("snapname", "first"));
        await client.SendAsync("PUT", "/nodes/pve1/lxc/100/config", ("hostname", "after"));
        await client.SendAsync("PUT", "/nodes/pve1/lxc/100/resize", ("disk", "rootfs"), ("size", "+4G"));
        Assert.Equal("local-lvm:vm-100-disk-0,size=8G", simulator.Containers[0].Config["rootfs"]);
        await client.SendAsync("POST", "/nodes/pve1/lxc/100/snapshot/first/rollback");

        Assert.Equal("before", simulator.Containers[0].Hostname);
        Assert.Equal("local-lvm:vm-100-disk-0,size=4G", simulator.Containers[0].Config["rootfs"]);
        var volume = (await client.GetAsync("/nodes/pve1/storage/local-lvm/content")).Data[0];
        Assert.Equal(4L << 30, volume.GetProperty("size").GetInt64());
    }

    [Fact]
    public async Task A_container_moves_to_another_node_with_its_volumes()
    {
        using var simulator = ProxmoxSimulator.Start(Instant);
        using var client = new ApiClient(simulator);
        await client.CreateAsync(100, ("start", "1"));
        Assert.Equal("migration aborted", await client.WaitAsync(
            await client.SendAsync("POST", "/nodes/pve1/lxc/100/migrate", ("target", "pve2"))));
        Assert.Equal("OK", await client.WaitAsync(
            await client.SendAsync("POST", "/nodes/pve1/lxc/100/migrate", ("target", "pve2"), ("restart", "1"))));

        Assert.Equal(("pve2", "running"), (simulator.Containers[0].Node, simulator.Containers[0].Status));
        Assert.Equal(1, (await client.GetAsync("/nodes/pve2/storage/local-lvm/content")).Data.GetArrayLength());
        Assert.Equal(0, (await client.GetAsync("/nodes/pve1/storage/local-lvm/content")).Data.GetArrayLength());
    }

    [Fact]
    public async Task A_removed_mount_point_leaves_its_volume_unused()
    {
        using var simulator = ProxmoxSimulator.Start(Instant);
        using var client = new ApiClient(simulator);
        await client.CreateAsync(100, ("mp0", "local-lvm:4,mp=/data"));
        await client.SendAsync("PUT", "/nodes/pve1/lxc/100/config", ("delete", "mp0"));

        Assert.Equal("local-lvm:vm-100-disk-1", simulator.Containers[0].Config["unused0"]);
    }

    private static async Task<string?> AddressAsync(ApiClient client, int vmId) =>
        (await client.GetAsync($"/nodes/pve1/lxc/{vmId}/interfaces")).Data[1].GetProperty("inet").GetString();

    private static async Task<(int Status, string Reason)> StatusAsync(ApiClient client, string path)
    {
        var answer = await client.GetAsync(path);
        return ((int)answer.Status, answer.Reason);
    }
}
