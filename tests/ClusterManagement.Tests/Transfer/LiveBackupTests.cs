using System.Globalization;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Transfer;

/// <summary>Backups that are taken while four writers work are one state of the database each.</summary>
public sealed class LiveBackupTests
{
    private const int Writers = 4;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_backup_under_fire_is_consistent(DatabaseEngine engine)
    {
        await using var lab = await EngineLab.StartAsync(dhcpRange: "10.0.0.10-10.0.250.250", subnetMask: "255.255.0.0", engine: engine);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var made = 0;
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer), Token)).ToList();
        var backups = new List<DatabaseBackup>();
        foreach (var least in (int[])[8, 40, 80])
        {
            await Eventually.IsTrueAsync(() => Volatile.Read(ref made) >= least || writers.Any(writer => writer.IsFaulted), $"{least} containers were not made");
            backups.Add((await lab.Engine.Transfers.BackupAsync(
                lab.Database, Path.Combine(lab.Folder, $"backup{least}.db"), overwrite: false, new RecordingContext()))!);
        }

        var afterLast = Volatile.Read(ref made);
        await Eventually.IsTrueAsync(() => Volatile.Read(ref made) > afterLast || writers.Any(writer => writer.IsFaulted), "the writers did not go on");
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        var rows = 0L;
        foreach (var backup in backups)
        {
            await using var place = await TestDatabase.CreateAsync(engine);
            await lab.Engine.Transfers.RestoreAsync(backup.Path, place.Database, new RecordingContext());
            await AssertConsistentAsync(place);
            var containers = await place.CountAsync("Containers");
            Assert.True(backup.Rows > rows, "A later backup holds no more than an earlier one.");
            Assert.True(containers < await lab.Place.CountAsync("Containers"), "The writers did nothing after the backup.");
            rows = backup.Rows;
        }

        async Task WriteAsync(int writer)
        {
            for (var number = 1; !stop.IsCancellationRequested; number++)
            {
                var name = $"w{writer}c{number}";
                await lab.CreateAsync(EngineLab.Draft(name) with { NoProvision = true, Start = false });
                await lab.Session.Services.AddHttpAsync(new ContainerIdentity(name), new HttpServiceDraft(80, null, new DomainIdentity("example.com")), new RecordingContext());
                await lab.Session.Services.AddTransportAsync(new ContainerIdentity(name), new TransportServiceDraft(22, TransportProtocol.Tcp), new RecordingContext());
                if (number % 4 == 0) await lab.RemoveAsync($"w{writer}c{number - 2}");
                Interlocked.Increment(ref made);
            }
        }
    }

    private static async Task AssertConsistentAsync(TestDatabase place)
    {
        // Every service has its one child row, and every child its service.
        Assert.Equal(0, await NumberAsync(
            "SELECT count(*) FROM [Services] s WHERE (SELECT count(*) FROM [HTTPServices] h WHERE h.[id] = s.[id]) + (SELECT count(*) FROM [TransportServices] t WHERE t.[id] = s.[id]) "
            + "+ (SELECT count(*) FROM [DnsServices] d WHERE d.[id] = s.[id]) <> 1"));
        Assert.Equal(await place.CountAsync("Services"), await place.CountAsync("HTTPServices") + await place.CountAsync("TransportServices"));
        Assert.Equal(0, await NumberAsync("SELECT count(*) FROM [Services] WHERE [containerId] NOT IN (SELECT [id] FROM [Containers])"));

        // Whatever was written in one transaction is there together: the object, and the event that tells of it.
        foreach (var (table, resource) in (IEnumerable<(string, string)>)[("Containers", "Container"), ("Services", "Service"), ("Nodes", "Node"), ("Sites", "Site")])
        {
            var told = await NumberAsync($"SELECT count(*) FROM [AuditEvents] WHERE [resource] = '{resource}' AND [action] = 'create'")
                - await NumberAsync($"SELECT count(*) FROM [AuditEvents] WHERE [resource] = '{resource}' AND [action] = 'remove'");
            Assert.Equal(told, await place.CountAsync(table));
        }

        // Nothing is there twice, and nothing below a mark is free.
        var addresses = await place.RowsAsync("SELECT [ipv4Number] FROM [Containers] ORDER BY [ipv4Number]");
        Assert.Equal(addresses.Count, addresses.Select(row => row[0]).Distinct().Count());
        var ports = (await place.RowsAsync("SELECT [externalPort] FROM [TransportServices]")).Select(row => Convert.ToInt64(row[0], CultureInfo.InvariantCulture)).ToHashSet();
        var mark = await NumberAsync("SELECT [nextFree] FROM [AllocationPools] WHERE [name] = 'port:tcp'");
        Assert.All(Enumerable.Range(2000, (int)mark - 2000), port => Assert.Contains(port, ports));
        var taken = addresses.Select(row => Convert.ToInt64(row[0], CultureInfo.InvariantCulture)).ToHashSet();
        var addressMark = await NumberAsync("SELECT [nextFree] FROM [AllocationPools] WHERE [name] = 'ipv4:1'");
        const int First = (10 << 24) + 10;
        Assert.All(Enumerable.Range(First, Math.Max(0, (int)addressMark - First)), address => Assert.Contains(address, taken));

        async Task<long> NumberAsync(string sql) => Convert.ToInt64(await place.ScalarAsync(sql), CultureInfo.InvariantCulture);
    }
}
