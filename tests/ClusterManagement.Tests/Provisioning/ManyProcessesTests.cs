using ClusterManagement.Engine;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Provisioning;

/// <summary>Processes that work in one database at once never get the same thing twice.</summary>
[Collection(AloneCollection.Name)]
public sealed class ManyProcessesTests
{
    private const int Processes = 8;
    private const int ContainersEach = 50;

    [Fact]
    public async Task Eight_processes_make_fifty_containers_each()
    {
        await using var lab = await EngineLab.StartAsync(dhcpRange: "10.0.1.0-10.0.4.255", subnetMask: "255.255.0.0");
        lab.Simulator.SetStorage("local-lvm", 10_000L << 30, 0);
        var processes = Enumerable.Range(1, Processes).Select(worker => lab.StartScript(
            """
            foreach ($number in 1..$args[1]) {
                $null = New-ClusterContainer "w$($args[0])c$number" -Node $args[2] -Template debian-12 -Disk 4 |
                    Add-HttpService -Port 8080 -Domain example.com -PassThru |
                    Add-TransportService -Protocol Tcp -Port 22
            }
            """,
            $"{worker}", $"{ContainersEach}", worker % 2 == 0 ? "pve1" : "pve2")).ToList();
        foreach (var process in processes) await process.SucceedAsync();
        processes.ForEach(process => process.Dispose());

        const int Total = Processes * ContainersEach;
        var containers = await lab.ContainersAsync();
        Assert.Equal(Total, containers.Count);
        Assert.All(containers, container => Assert.Equal(ContainerStatus.Stopped, container.Status));
        Assert.Equal(Total, containers.Select(container => container.Ipv4Address).Distinct().Count());
        Assert.Equal(Total, containers.Select(container => container.MacAddress).Distinct().Count());
        Assert.Equal(Total, containers.Select(container => container.ContainerId).Distinct().Count());
        Assert.Equal(Total, containers.SelectMany(container => container.Services).OfType<HttpService>().Select(service => service.Endpoint).Distinct().Count());
        Assert.Equal(
            Enumerable.Range(2000, Total),
            containers.SelectMany(container => container.Services).OfType<TransportService>().Select(service => service.ExternalPort).Order());
        Assert.Equal(Total, lab.Simulator.Containers.Count);
        await Invariants.NothingIsNobodysAsync(lab);
        Assert.All(await lab.JobsAsync(), job => Assert.Equal(JobState.Success, job.Status));
    }

    [Fact]
    public async Task Four_processes_that_start_with_nothing_share_one_database_and_one_key_ring()
    {
        await using var lab = await EngineLab.StartAsync();
        var database = new ClusterDatabase { Path = Path.Combine(lab.Folder, "new", "cluster.db") };
        var keyRing = Path.Combine(lab.Folder, "new-keys");
        var processes = Enumerable.Range(1, 4).Select(number => ShellProcess.Start(
            lab.Folder,
            database.Path,
            keyRing,
            """
            $name, $url, $user, $secret, $fingerprint = $args
            $credential = [pscredential]::new($user, [System.Net.NetworkCredential]::new('', $secret).SecurePassword)
            $null = New-ClusterSite "dc-$name" -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask /24 -Gateway 10.0.0.1
            $null = New-ClusterNode $name -Site "dc-$name" -ApiUrl $url -Credential $credential -CertificateFingerprint $fingerprint
            """,
            $"pve{number}", lab.Simulator.Url.ToString(), lab.Simulator.Options.TokenId, lab.Simulator.Options.TokenSecret,
            lab.Simulator.CertificateFingerprint)).ToList();
        foreach (var process in processes) await process.SucceedAsync();
        processes.ForEach(process => process.Dispose());

        var context = new RecordingContext();
        var session = await new ClusterEngine(keyRing).OpenAsync(database, context);
        var nodes = await session.Nodes.FindAsync(NameFilter.All, null, context.CancellationToken).ToListAsync(context.CancellationToken);
        Assert.Equal(["pve1", "pve2", "pve3", "pve4"], nodes.Select(node => node.Name));
        foreach (var node in nodes)
        {
            // Every secret can be read, whichever process made the key: the version is told to who logs in only.
            var test = await session.Nodes.TestAsync(new NodeIdentity(node.Name), context);
            Assert.Equal(lab.Simulator.Options.Version, test.Version);
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(lab.Folder, "new"), "*.new*"));
    }
}
