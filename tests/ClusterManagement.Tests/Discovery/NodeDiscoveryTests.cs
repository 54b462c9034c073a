using ClusterManagement.Engine.Discovery;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Proxmox;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Discovery;

/// <summary>The nodes of a cluster are registered from one endpoint.</summary>
public sealed class NodeDiscoveryTests
{
    [Fact]
    public async Task Nodes_are_registered_with_address_storages_and_bridges()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.Simulator.AddNode(new SimulatedNode("pve3", "10.0.0.4"));
        var results = await lab.ImportAsync();

        var added = Assert.Single(results, result => result.Outcome == DiscoveryOutcome.Added);
        Assert.Equal((DiscoveryKind.Node, "pve3", "10.0.0.4"), (added.Kind, added.Name, added.Ipv4Address));
        Assert.Equal(["local", "local-lvm"], added.Storages.Select(storage => storage.Name));
        Assert.Equal(["vmbr0"], added.Bridges);
        var node = await NodeAsync(lab, "pve3");
        Assert.Equal(("dc1", "10.0.0.4", lab.Simulator.Url.ToString().TrimEnd('/')), (node.Site, node.Ipv4Address, node.ApiUrl?.TrimEnd('/')));
        await lab.CreateAsync(EngineLab.Draft() with { Node = new NodeIdentity("pve3") });
    }

    [Fact]
    public async Task A_node_can_get_its_own_address_and_certificate()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.Simulator.AddNode(new SimulatedNode("pve3", "10.0.0.4"));
        await lab.ImportAsync(change: request => request with { UseNodeAddress = true });

        var node = await NodeAsync(lab, "pve3");
        Assert.Equal(new Uri($"https://10.0.0.4:{lab.Simulator.Url.Port}"), new Uri(node.ApiUrl!));
        Assert.Equal("Pinned", node.Tls);
    }

    [Fact]
    public async Task A_node_of_that_name_elsewhere_collides_and_keeps_its_containers_out()
    {
        await using var lab = await EngineLab.StartAsync();
        var context = new RecordingContext();
        await lab.Session.Sites.CreateAsync(
            new SiteDraft { Name = "dc2", InternalDomain = "b.internal", DhcpRange = "10.7.0.10-10.7.0.20", SubnetMask = "/24", Gateway = "10.7.0.1" }, context);
        lab.AddForeign(101, "old1", "10.0.0.50/24");
        var results = await lab.ImportAsync(change: request => request with { Site = new SiteIdentity("dc2") });

        Assert.All(results, result => Assert.Equal(DiscoveryOutcome.Collides, result.Outcome));
        Assert.Equal("a node pve1 is registered in site dc1", results[0].Reason);
        Assert.Equal("its node pve1 is not registered in this site", results[^1].Reason);
    }

    [Fact]
    public async Task A_node_with_another_address_than_the_registered_one_collides()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.Session.Nodes.UpdateAsync(new NodeIdentity("pve1"), new NodeChanges { Ipv4Address = "10.0.0.9" }, new RecordingContext());

        Assert.Equal("a node pve1 is registered with the address 10.0.0.9, and this one has 10.0.0.2", (await lab.ImportAsync())[0].Reason);
    }

    [Fact]
    public async Task An_address_that_a_container_has_collides()
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft() with { Ipv4Address = "10.0.0.4" });
        lab.Simulator.AddNode(new SimulatedNode("pve3", "10.0.0.4"));
        var result = (await lab.ImportAsync()).Single(found => found.Name == "pve3");

        Assert.Equal(DiscoveryOutcome.Collides, result.Outcome);
        Assert.Contains("belongs to container web1", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_no_other_host_can_use_is_left_out()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.Simulator.AddNode(new SimulatedNode("pve3", "127.0.1.1"));
        var result = (await lab.ImportAsync()).Single(found => found.Name == "pve3");

        Assert.Equal((DiscoveryOutcome.Added, null), (result.Outcome, result.Ipv4Address));
        Assert.Equal("its address 127.0.1.1 is none that other hosts can use, and was left out", result.Reason);
    }

    [Fact]
    public async Task A_rehearsal_registers_nothing_and_still_sees_the_containers()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.Simulator.AddNode(new SimulatedNode("pve3", "10.0.0.4"));
        lab.AddForeign(101, "old1", "10.0.0.50/24", node: "pve3");
        var results = await lab.ImportAsync(new RecordingContext { IsRehearsal = true, IsApproving = false });

        Assert.Equal(["pve3", "old1"], results.Where(result => result.Outcome == DiscoveryOutcome.Added).Select(result => result.Name));
        await Assert.ThrowsAsync<InvalidOperationException>(() => NodeAsync(lab, "pve3"));
    }

    [Fact]
    public async Task A_credential_that_is_refused_registers_nothing()
    {
        await using var lab = await EngineLab.StartAsync();
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => lab.ImportAsync(change: request => request with { ApiTokenSecretOrPassword = new SecretText("wrong") }));

        Assert.Equal("AuthenticationFailed", error.ErrorId);
    }

    [Fact]
    public async Task Virtual_machines_are_left_out_and_named()
    {
        const string Guests = """
            {"data":[{"id":"qemu/200","type":"qemu","vmid":200,"node":"pve1","name":"win1","status":"running"},
            {"id":"lxc/101","type":"lxc","vmid":101,"node":"pve1","name":"old1","status":"running"}]}
            """;
        using var client = Clients.Answering(Guests);
        var context = new RecordingContext();

        Assert.Equal(101, Assert.Single(await new ClusterSurvey(client, context).ReadContainersAsync()).VmId);
        Assert.Equal(["Virtual machine win1 (200) on node pve1 is no container and is left out."], context.Lines);
    }

    private static async Task<Node> NodeAsync(EngineLab lab, string name) =>
        await lab.Session.Nodes.FindAsync(NameFilter.Named(name), null, TestContext.Current.CancellationToken).SingleAsync();
}
