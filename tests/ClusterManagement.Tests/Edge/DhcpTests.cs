using System.Diagnostics;
using ClusterManagement.Engine;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using ClusterManagement.TestServers;
using Xunit;

namespace ClusterManagement.Tests.Edge;

/// <summary>A real dnsmasq and a real DHCP client, in a network of their own.</summary>
public sealed class DhcpTests
{
    // Two ends of a wire: the daemon at one, at the other first the container's network card and then a stranger's.
    private const string Script = """
        set -e
        ip link set lo up
        ip link add name server0 type veth peer name client0
        ip link set client0 address "$3"
        ip address add "$2" dev server0
        ip link set server0 up
        ip link set client0 up
        dnsmasq --conf-file="$1/dnsmasq/dnsmasq.conf" --pid-file="$1/pid" --dhcp-leasefile="$1/leases"
        trap 'kill "$(cat "$1/pid")"' EXIT
        printf '#!/bin/sh\n[ "$1" != bound ] || echo "$ip $subnet $router $dns $domain $lease"\n' >"$1/told"
        chmod +x "$1/told"
        busybox udhcpc -i client0 -f -n -q -t 10 -T 1 -s "$1/told" 2>/dev/null
        ip link set client0 down
        ip link set client0 address 02:00:00:00:00:99
        ip link set client0 up
        busybox udhcpc -i client0 -f -n -q -t 2 -T 1 -s "$1/told" 2>/dev/null || echo none
        """;

    [Fact]
    public async Task A_container_gets_its_address_and_a_stranger_none()
    {
        ServerPolicy.Require(DnsmasqServer.Missing ?? EdgeServer.MissingProgram("iproute2", "ip") ?? EdgeServer.MissingProgram("busybox", "busybox"));
        using var folder = new TemporaryFolder();
        await using var database = await TestDatabase.CreateMigratedAsync(DatabaseEngine.SQLite);
        await database.ExecuteAsync(SampleRows.FirstSchema);
        await database.ExecuteAsync("UPDATE [Containers] SET [ipv4Address] = '10.0.0.123', [macAddress] = 'BC:24:11:00:00:07';");
        var session = await new ClusterEngine(folder.File("keys")).OpenAsync(database.Database, new RecordingContext());
        var edge = folder.File("edge");
        await session.Edge.ExportAsync(new EdgeExport(new SiteIdentity("dc1"), edge, new EdgeOptions { Daemons = [EdgeDaemon.Dnsmasq] }), new RecordingContext());

        var lines = await RunAsync(edge, "10.0.0.2/24", "bc:24:11:00:00:07");

        Assert.Equal(["10.0.0.123 255.255.255.0 10.0.0.1 10.0.0.2 cluster.internal 43200", "none"], lines);
    }

    // Root may make a network; whoever is not gets the right to within one of his own.
    private static async Task<string[]> RunAsync(params string[] arguments)
    {
        string[] own = Environment.IsPrivilegedProcess ? ["--net"] : ["--map-current-user", "--keep-caps", "--net"];
        var start = new ProcessStartInfo("unshare", [.. own, "sh", "-c", Script, "sh", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{await output}{await error}");
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
