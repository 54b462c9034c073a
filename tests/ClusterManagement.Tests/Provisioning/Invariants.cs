using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Provisioning;

/// <summary>What has to hold however a provisioning ended.</summary>
internal static class Invariants
{
    /// <summary>Every container on the simulator that carries a mark of ours is owned by a row with that mark, id and node's site.</summary>
    public static async Task NothingIsNobodysAsync(EngineLab lab)
    {
        var rows = await lab.ContainersAsync();
        var marked = lab.Simulator.Containers.Where(container => OwnershipMark.Find(container.Description) is not null);
        Assert.All(marked, container => Assert.Contains(
            rows, row => row.OwnershipId == OwnershipMark.Find(container.Description) && row.ContainerId == container.VmId));
    }

    /// <summary>Nothing is left on either side.</summary>
    public static async Task NothingIsLeftAsync(EngineLab lab)
    {
        Assert.Empty(await lab.ContainersAsync());
        Assert.Empty(lab.Simulator.Containers);
    }

    /// <summary>The lowest address, ports and CTID are given out again, and the cluster works: nothing was lost.</summary>
    public static async Task PoolsAreWholeAsync(EngineLab lab)
    {
        var context = new RecordingContext();
        var container = await lab.CreateAsync(EngineLab.Draft("pool-probe"), context);
        var tcp = await lab.Session.Services.AddTransportAsync(
            new ContainerIdentity("pool-probe"), new TransportServiceDraft(22, TransportProtocol.Tcp), context);
        var udp = await lab.Session.Services.AddTransportAsync(
            new ContainerIdentity("pool-probe"), new TransportServiceDraft(53, TransportProtocol.Udp), context);

        Assert.Equal(("10.0.0.100", 100, 2000, 2000), (container.Ipv4Address, container.ContainerId, tcp?.ExternalPort, udp?.ExternalPort));
        Assert.Equal(ContainerStatus.Running, container.Status);
        await lab.RemoveAsync("pool-probe");
        await NothingIsLeftAsync(lab);
    }
}
