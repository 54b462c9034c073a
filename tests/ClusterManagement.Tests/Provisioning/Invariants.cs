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

    /// <summary>
    /// Both sides tell the same: every marked container has a row, every row with a CTID has its container or says missing,
    /// nothing is half made, no address, MAC address or port is held by nothing, and no job says that it runs.
    /// </summary>
    public static async Task EverythingIsTrueAsync(EngineLab lab)
    {
        await NothingIsNobodysAsync(lab);
        var containers = lab.Simulator.Containers.ToDictionary(container => container.VmId);
        foreach (var row in await lab.ContainersAsync())
        {
            Assert.True(row.Status is not ContainerStatus.Creating, $"{row.Hostname} is still being made.");
            if (row.ContainerId is not { } id || row.Status == ContainerStatus.Missing) continue;
            Assert.True(containers.TryGetValue(id, out var container), $"{row.Hostname} ({id}) says {row.Status} and is not there.");
            Assert.Null(container.Lock);
            Assert.Contains(row.MacAddress, container.Config["net0"], StringComparison.Ordinal);
            Assert.Equal(row.Node, container.Node);
        }

        Assert.Equal(0, await lab.Place.CountAsync("Services") - (await lab.ContainersAsync()).Sum(row => row.Services.Count));
        foreach (var job in await lab.JobsAsync())
        {
            Assert.True(job.Status is JobState.Success or JobState.Failure or JobState.Cancelled, $"{job.Name} says {job.Status}.");
            Assert.True(job is { CompletedAt: not null, Message.Length: > 0 }, $"{job.Name} does not tell how it ended.");
        }
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
