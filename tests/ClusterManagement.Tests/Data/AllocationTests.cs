using ClusterManagement.Data.Allocation;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using ClusterManagement.Validation;
using Xunit;

namespace ClusterManagement.Tests.Data;

/// <summary>Ports, addresses, MACs and ids: the lowest free one, whatever came and went before.</summary>
public sealed class AllocationTests
{
    private static readonly SiteIdentity Site = new("dc1");

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_lowest_gap_of_ports_is_filled_first(DatabaseEngine engine)
    {
        await using var lab = await EngineLab.StartAsync(engine: engine);
        await RegisterAsync(lab, "web1");
        var ports = new List<TransportService>();
        for (var i = 0; i < 5; i++) ports.Add(await AddAsync(lab, "web1"));
        Assert.Equal([2000, 2001, 2002, 2003, 2004], ports.Select(port => port.ExternalPort));

        await RemoveAsync(lab, ports[1]);
        await RemoveAsync(lab, ports[3]);
        Assert.Equal((2001, 2003, 2005), (await PortAsync(lab), await PortAsync(lab), await PortAsync(lab)));
        Assert.Equal(2000, (await AddAsync(lab, "web1", TransportProtocol.Udp)).ExternalPort);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Ports_that_were_asked_for_are_skipped_and_refused_twice(DatabaseEngine engine)
    {
        await using var lab = await EngineLab.StartAsync(engine: engine);
        await RegisterAsync(lab, "web1");
        await AddAsync(lab, "web1", external: 2000);
        await AddAsync(lab, "web1", external: 2002);
        await AddAsync(lab, "web1", external: 443);
        Assert.Equal((2001, 2003), (await PortAsync(lab), await PortAsync(lab)));
        var error = await Assert.ThrowsAsync<ObjectExistsException>(() => AddAsync(lab, "web1", external: 2002));
        Assert.Contains("web1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Free_ports_are_found_below_the_pool_too_and_nothing_is_reserved(DatabaseEngine engine)
    {
        await using var lab = await EngineLab.StartAsync(engine: engine);
        await RegisterAsync(lab, "web1");
        await AddAsync(lab, "web1", external: 1998);
        await AddAsync(lab, "web1", external: 2001);

        Assert.Equal([1997, 1999, 2000, 2002], await FindAsync(lab, 1997, 65535, 4));
        Assert.Equal([1997], await FindAsync(lab, 1997, 65535, 1));
        Assert.Equal([65535], await FindAsync(lab, 65535, 65535, 1));
        var error = await Assert.ThrowsAsync<PoolExhaustedException>(() => FindAsync(lab, 2001, 2001, 1));
        Assert.Equal(("PoolExhausted", 1L), (error.ErrorId, error.Size));
        Assert.Contains("TCP ports 2001-2001", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_port_below_the_pool_that_comes_and_goes_does_not_hold_the_mark_down(DatabaseEngine engine)
    {
        await using var lab = await EngineLab.StartAsync(engine: engine);
        await RegisterAsync(lab, "web1");
        await RemoveAsync(lab, await AddAsync(lab, "web1", external: 80));
        for (var i = 0; i < 70; i++) await AddAsync(lab, "web1");

        Assert.True(await MarkAsync(lab, "port:tcp") >= 2064, "The search starts at the bottom every time.");
        Assert.Equal(2070, await PortAsync(lab));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task The_lowest_gap_of_addresses_is_filled_first_and_nodes_keep_theirs(DatabaseEngine engine)
    {
        await using var lab = await EngineLab.StartAsync(dhcpRange: "10.0.0.100-10.0.0.104", engine: engine);
        var context = new RecordingContext();
        await lab.Session.Nodes.UpdateAsync(new NodeIdentity("pve1"), new NodeChanges { Ipv4Address = "10.0.0.101" }, context);
        Assert.Equal(("10.0.0.100", "10.0.0.102", "10.0.0.103"), (await AddressAsync(lab, "a"), await AddressAsync(lab, "b"), await AddressAsync(lab, "c")));

        await lab.RemoveAsync("b");
        Assert.Equal("10.0.0.102", await AddressAsync(lab, "d"));

        // The node gives its address back.
        await lab.Session.Nodes.UpdateAsync(new NodeIdentity("pve1"), new NodeChanges { Ipv4Address = new Optional<string?>(null) }, context);
        Assert.Equal(("10.0.0.101", "10.0.0.104"), (await AddressAsync(lab, "e"), await AddressAsync(lab, "f")));
        var error = await Assert.ThrowsAsync<PoolExhaustedException>(() => AddressAsync(lab, "g"));
        Assert.Equal(("addresses 10.0.0.100-10.0.0.104 of site dc1", 5L), (error.Pool, error.Size));
        Assert.Equal(5, (await lab.ContainersAsync()).Count);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_changed_range_gives_out_its_own_lowest_address(DatabaseEngine engine)
    {
        await using var lab = await EngineLab.StartAsync(dhcpRange: "10.0.0.100-10.0.0.101", engine: engine);
        var context = new RecordingContext();
        await AddressAsync(lab, "a");
        await AddressAsync(lab, "b");

        await lab.Session.Sites.UpdateAsync(Site, new SiteChanges { DhcpRange = "10.0.0.50-10.0.0.200" }, context);
        Assert.Equal("10.0.0.50", await AddressAsync(lab, "c"));
        await lab.Session.Sites.UpdateAsync(Site, new SiteChanges { DhcpRange = "10.0.0.100-10.0.0.200" }, context);
        Assert.Equal("10.0.0.102", await AddressAsync(lab, "d"));
        Assert.Contains(context.Warnings, warning => warning.Contains("1 containers of site dc1 keep addresses outside", StringComparison.Ordinal));
        await lab.Session.Sites.UpdateAsync(Site, new SiteChanges { DhcpRange = "10.0.0.1-10.0.0.20", Gateway = "10.0.0.254" }, context);
        Assert.Equal("10.0.0.1", await AddressAsync(lab, "e"));
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.255")]
    [InlineData("10.0.1.5")]
    [InlineData("127.0.0.1")]
    public async Task An_address_that_cannot_be_given_is_refused(string address)
    {
        await using var lab = await EngineLab.StartAsync();
        var error = await Assert.ThrowsAsync<InvalidValueException>(() => RegisterAsync(lab, "web1", address));
        Assert.Equal("Ipv4Address", error.Parameter);
        Assert.Empty(await lab.ContainersAsync());
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task MACs_are_unique_and_of_Proxmox(DatabaseEngine engine)
    {
        await using var lab = await EngineLab.StartAsync(engine: engine);
        for (var i = 0; i < 40; i++) await RegisterAsync(lab, $"web{i}");
        var addresses = (await lab.ContainersAsync()).Select(container => container.MacAddress).ToList();

        Assert.Equal(40, addresses.Distinct().Count());
        Assert.All(addresses, address => Assert.StartsWith("BC:24:11:", address, StringComparison.Ordinal));
        Assert.All(addresses, address => Assert.Equal(address, MacAddress.Parse(address, "MacAddress")));
    }

    [Theory]
    [InlineData(100, 103)]
    [InlineData(102, 103)]
    [InlineData(103, 103)]
    [InlineData(104, 104)]
    [InlineData(105, 106)]
    public async Task The_lowest_id_from_the_proposal_on_is_taken(int proposal, int expected)
    {
        await using var lab = await EngineLab.StartAsync();
        foreach (var id in new[] { 100, 101, 102, 105 })
        {
            await lab.CreateAsync(EngineLab.Draft($"web{id}") with { NoProvision = true, Start = false, ContainerId = id });
        }

        await using var context = lab.Place.Provider.CreateFactory(lab.Database).Create();
        Assert.Equal(expected, await ContainerIdPool.TakeLowestAsync(context, 1, proposal, TestContext.Current.CancellationToken));
    }

    private static Task<Container> RegisterAsync(EngineLab lab, string name, string? address = null) =>
        lab.CreateAsync(EngineLab.Draft(name) with { NoProvision = true, Start = false, Ipv4Address = address });

    private static async Task<string> AddressAsync(EngineLab lab, string name) => (await RegisterAsync(lab, name)).Ipv4Address;

    private static async Task<TransportService> AddAsync(
        EngineLab lab, string container, TransportProtocol protocol = TransportProtocol.Tcp, int? external = null) =>
        (await lab.Session.Services.AddTransportAsync(
            new ContainerIdentity(container), new TransportServiceDraft(22, protocol, external), new RecordingContext()))!;

    private static async Task<int> PortAsync(EngineLab lab) => (await AddAsync(lab, "web1")).ExternalPort;

    private static Task RemoveAsync(EngineLab lab, TransportService service) =>
        lab.Session.Services.RemoveAsync(new ServiceIdentity(service.Id), new RecordingContext());

    private static async Task<List<int>> FindAsync(EngineLab lab, int minimum, int maximum, int count) =>
        [.. (await lab.Session.Services.FindFreePortsAsync(
            new PortQuery(TransportProtocol.Tcp, minimum, maximum, count), TestContext.Current.CancellationToken)).Select(port => port.ExternalPort)];

    private static async Task<long> MarkAsync(EngineLab lab, string pool)
    {
        await using var context = lab.Place.Provider.CreateFactory(lab.Database).Create();
        return context.AllocationPools.Single(row => row.Name == pool).NextFree;
    }
}
