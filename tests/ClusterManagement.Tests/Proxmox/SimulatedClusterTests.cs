using System.Text.RegularExpressions;
using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Simulator;
using Xunit;

namespace ClusterManagement.Tests.Proxmox;

/// <summary>The client and the API double, each built from the recordings, understand each other.</summary>
public sealed class SimulatedClusterTests
{
    private const string Template = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("9.2.11", true)]
    [InlineData("8.4.5", false)]
    public async Task A_container_lives_and_dies(string version, bool withToken)
    {
        await using var simulator = ProxmoxSimulator.Start(new SimulatorOptions { Version = version, TaskDuration = TimeSpan.FromMilliseconds(20) });
        using var client = ClientOf(simulator, withToken);
        Assert.Equal(version, (await client.GetVersionAsync(Token)).Version);
        var id = await client.GetNextIdAsync(null, Token);
        var net0 = new NetworkInterfaceSpec { Bridge = "vmbr0", Ip = "10.0.0.50/24", Gateway = "10.0.0.1", HardwareAddress = "bc:24:11:00:00:01" };
        var request = new ContainerCreateRequest
        {
            VmId = id,
            OsTemplate = Template,
            Hostname = "web1",
            MemoryMiB = 512,
            RootStorage = "local-lvm",
            DiskGiB = 4,
            Net0 = net0,
            Tags = ["web", "Prod"],
            Description = "owner: us",
            Nesting = true,
        };
        await DoneAsync(client, client.CreateContainerAsync("pve2", request, Token));

        var config = await client.GetContainerConfigAsync("pve2", id, Token);
        Assert.Equal(("web1", "owner: us", 512L, true), (config?.Hostname, config?.Description, config?.MemoryMiB, config?.IsUnprivileged));
        Assert.True(net0.IsSatisfiedBy(config!.Net0));
        Assert.Equal(["prod", "web"], config.Tags.Order());
        Assert.Null(await client.GetContainerConfigAsync("pve1", id, Token));
        Assert.Contains(await client.GetResourcesAsync(ProxmoxResourceType.Vm, Token), r => r.VmId == id && r.Node == "pve2");

        await client.UpdateContainerConfigAsync("pve2", id, new Dictionary<string, string> { ["memory"] = "1024" }, ["description"], config.Digest, Token);
        var stale = await Assert.ThrowsAsync<RemoteApiException>(() => client.UpdateContainerConfigAsync(
            "pve2", id, new Dictionary<string, string> { ["memory"] = "2048" }, null, config.Digest, Token));
        Assert.True(ProxmoxErrors.IsDigestMismatch(stale));

        await DoneAsync(client, client.StartAsync("pve2", id, Token));
        Assert.True((await client.GetContainerStatusAsync("pve2", id, Token))?.IsRunning);
        Assert.Equal("10.0.0.50", Assert.Single((await client.GetInterfacesAsync("pve2", id, Token)).RoutableIpv4()).ToString());
        Assert.NotEmpty(await client.GetTasksAsync("pve2", id, ProxmoxTaskSource.All, null, Token));

        await DoneAsync(client, client.StopAsync("pve2", id, Token));
        await DoneAsync(client, client.DeleteContainerAsync("pve2", id, force: false, purge: true, destroyUnreferencedDisks: true, Token));
        Assert.Null(await client.GetContainerStatusAsync("pve2", id, Token));
        Assert.Empty(simulator.Containers);
    }

    [Fact]
    public async Task An_answer_lost_after_the_work_is_ambiguous_and_the_work_done_once()
    {
        await using var simulator = ProxmoxSimulator.Start();
        simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new Regex("/lxc$"), DropConnection = ConnectionDrop.AfterProcessing });
        using var client = ClientOf(simulator, withToken: true);
        var request = new ContainerCreateRequest { VmId = 100, OsTemplate = Template, RootStorage = "local-lvm", DiskGiB = 4 };
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.CreateContainerAsync("pve1", request, Token));
        Assert.True(error.IsAmbiguous);
        Assert.Single(simulator.Requests, r => r.Method == "POST");
        Assert.NotNull(await client.GetContainerConfigAsync("pve1", 100, Token));
    }

    private static ProxmoxClient ClientOf(ProxmoxSimulator simulator, bool withToken) => new(new ProxmoxEndpoint(
        simulator.Url,
        withToken ? simulator.Options.TokenId : simulator.Options.UserName,
        withToken ? simulator.Options.TokenSecret : simulator.Options.Password)
    {
        CertificateFingerprint = simulator.CertificateFingerprint,
    });

    private static async Task DoneAsync(ProxmoxClient client, Task<Upid> started) =>
        (await client.WaitForTaskAsync(await started, TimeSpan.FromSeconds(20), null, Token)).EnsureSuccess("The step");
}
