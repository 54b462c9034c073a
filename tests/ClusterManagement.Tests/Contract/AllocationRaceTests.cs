using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using ClusterManagement.Validation;
using Xunit;

namespace ClusterManagement.Tests.Contract;

/// <summary>
/// Eight processes make fifty containers each and remove every fifth of them again: nothing fails, nothing is given out twice,
/// and what is free afterwards is the lowest.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class AllocationRaceTests
{
    private const int Processes = 8;
    private const int ContainersEach = 50;
    private const int RemovedEach = ContainersEach / 5;
    private const int Made = Processes * ContainersEach;
    private const int Left = Made - (Processes * RemovedEach);

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Processes_that_make_and_remove_containers_never_meet(DatabaseEngine engine)
    {
        await using var lab = await EngineLab.StartAsync(dhcpRange: "10.0.1.0-10.0.4.255", subnetMask: "255.255.0.0", engine: engine);
        var processes = Enumerable.Range(1, Processes).Select(worker => lab.StartScript(
            """
            $worker, $count, $node = $args
            foreach ($number in 1..$count) {
                $null = New-ClusterContainer "w${worker}c$number" -Node $node -NoProvision |
                    Add-HttpService -Port 8080 -Domain example.com -PassThru |
                    Add-TransportService -Protocol Tcp -Port 22
                if ($number % 5 -eq 0) { Remove-ClusterContainer "w${worker}c$($number - 2)" -Confirm:$false }
            }
            """,
            $"{worker}", $"{ContainersEach}", worker % 2 == 0 ? "pve1" : "pve2")).ToList();
        foreach (var process in processes) await process.SucceedAsync();
        processes.ForEach(process => process.Dispose());

        var containers = await lab.ContainersAsync();
        var services = containers.SelectMany(container => container.Services).ToList();
        Assert.Equal(Left, containers.Count);
        Assert.Equal(Left, containers.Select(container => container.Ipv4Address).Distinct().Count());
        Assert.Equal(Left, containers.Select(container => container.MacAddress).Distinct().Count());
        Assert.Equal(Left, services.OfType<HttpService>().Select(service => service.Endpoint).Distinct().Count());
        Assert.Equal(2 * Left, await lab.Place.CountAsync("Services"));

        // With the lowest gap taken each time, no number is higher than what all that were ever there at once need.
        var ports = services.OfType<TransportService>().Select(service => service.ExternalPort).ToHashSet();
        Assert.Equal(Left, ports.Count);
        Assert.InRange(ports.Max(), 2000 + Left - 1, 2000 + Made - 1);
        var addresses = containers.Select(container => Ipv4.Parse(container.Ipv4Address, "Ipv4Address")).ToHashSet();
        Assert.InRange(addresses.Max() - Ipv4.Parse("10.0.1.0", "Ipv4Address"), (uint)Left - 1, (uint)Made - 1);

        var next = await lab.CreateAsync(EngineLab.Draft("next") with { NoProvision = true, Start = false });
        var port = await lab.Session.Services.AddTransportAsync(
            new ContainerIdentity("next"), new TransportServiceDraft(22, TransportProtocol.Tcp), new RecordingContext());
        Assert.Equal(Enumerable.Range(2000, Made).First(free => !ports.Contains(free)), port?.ExternalPort);
        Assert.Equal(
            Enumerable.Range(0, Made).Select(offset => Ipv4.Parse("10.0.1.0", "Ipv4Address") + (uint)offset).First(free => !addresses.Contains(free)),
            Ipv4.Parse(next.Ipv4Address, "Ipv4Address"));
    }
}
