using ClusterManagement.Data;
using ClusterManagement.Data.Allocation;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Validation;
using Xunit;

namespace ClusterManagement.Tests.Data;

/// <summary>The pools with their marks and triggers against a naive model, over long random histories.</summary>
public sealed class PoolModelTests
{
    private const int Steps = 1_000;
    private const int First = 2_000;
    private const int Span = 150;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseEngine.SQLite, 1)]
    [InlineData(DatabaseEngine.SQLite, 20261124)]
    [InlineData(DatabaseEngine.PostgreSQL, 1)]
    [InlineData(DatabaseEngine.MariaDB, 1)]
    public async Task Ports_are_what_a_naive_search_finds(DatabaseEngine engine, int seed)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(engine);
        await database.ExecuteAsync(SampleRows.All);
        await database.ExecuteAsync("DELETE FROM [Services]");
        var contexts = database.Provider.CreateFactory(database.Database);
        await using var connection = await SqlConnection.OpenAsync(database);
        var random = new Random(seed);
        var taken = new SortedDictionary<int, int>();
        var nextKey = 100;
        for (var step = 0; step < Steps; step++)
        {
            var port = random.Next(10) == 0 ? random.Next(1_990, First) : First + random.Next(Span);
            switch (random.Next(4))
            {
                case 0 when taken.Count > 0:
                    var victim = taken.ElementAt(random.Next(taken.Count));
                    await connection.ExecuteAsync($"DELETE FROM [Services] WHERE [id] = {victim.Value}");
                    taken.Remove(victim.Key);
                    break;
                case 1 when taken.Count > 0 && !taken.ContainsKey(port):
                    var moved = taken.ElementAt(random.Next(taken.Count));
                    await connection.ExecuteAsync($"UPDATE [TransportServices] SET [externalPort] = {port} WHERE [id] = {moved.Value}");
                    taken.Remove(moved.Key);
                    taken[port] = moved.Value;
                    break;
                case 2 when !taken.ContainsKey(port):
                    await connection.ExecuteAsync(Insert(nextKey, port));
                    taken[port] = nextKey++;
                    break;
                default:
                    var found = await TakeAsync(contexts);
                    Assert.Equal(Enumerable.Range(First, Span * 20).First(candidate => !taken.ContainsKey(candidate)), found);
                    await connection.ExecuteAsync(Insert(nextKey, found));
                    taken[found] = nextKey++;
                    break;
            }

            var mark = await connection.NumberAsync("SELECT [nextFree] FROM [AllocationPools] WHERE [name] = 'port:tcp'");
            Assert.All(Enumerable.Range(First, (int)Math.Max(0, mark - First)), below => Assert.True(taken.ContainsKey(below), $"{below} is free below the mark."));
        }
    }

    [Theory]
    [InlineData(DatabaseEngine.SQLite, 7)]
    [InlineData(DatabaseEngine.PostgreSQL, 7)]
    [InlineData(DatabaseEngine.MariaDB, 7)]
    public async Task Addresses_are_what_a_naive_search_finds(DatabaseEngine engine, int seed)
    {
        const uint Base = 167772160;
        await using var database = await TestDatabase.CreateMigratedAsync(engine);
        await database.ExecuteAsync(SampleRows.All);
        await database.ExecuteAsync("DELETE FROM [Containers]");
        var contexts = database.Provider.CreateFactory(database.Database);
        await using var connection = await SqlConnection.OpenAsync(database);
        var random = new Random(seed);
        var taken = new SortedDictionary<int, int>();
        var network = Network();
        var nextKey = 100;
        for (var step = 0; step < Steps; step++)
        {
            var address = random.Next(90, 230);
            switch (random.Next(4))
            {
                case 0 when taken.Count > 0:
                    var victim = taken.ElementAt(random.Next(taken.Count));
                    await connection.ExecuteAsync($"DELETE FROM [Containers] WHERE [id] = {victim.Value}");
                    taken.Remove(victim.Key);
                    break;
                case 1 when taken.Count > 0 && !taken.ContainsKey(address):
                    var moved = taken.ElementAt(random.Next(taken.Count));
                    await connection.ExecuteAsync($"UPDATE [Containers] SET [ipv4Number] = {Base + address}, [ipv4Address] = '10.0.0.{address}' WHERE [id] = {moved.Value}");
                    taken.Remove(moved.Key);
                    taken[address] = moved.Value;
                    break;
                default:
                    var free = Enumerable.Range(100, 101).Where(candidate => !taken.ContainsKey(candidate)).ToList();
                    if (free.Count == 0)
                    {
                        await Assert.ThrowsAsync<PoolExhaustedException>(() => TakeAddressAsync(contexts, network));
                        break;
                    }

                    var found = (int)(await TakeAddressAsync(contexts, network) - Base);
                    Assert.Equal(free[0], found);
                    await connection.ExecuteAsync(SampleRows.Container(
                        nextKey, containerId: "NULL", mac: $"BC:24:11:00:{nextKey / 256:X2}:{nextKey % 256:X2}", ipv4: $"10.0.0.{found}", number: $"{Base + found}"));
                    taken[found] = nextKey++;
                    break;
            }
        }

        Assert.True(nextKey > 200);
    }

    private static SiteNetwork Network() =>
        SiteNetwork.Parse("10.0.0.100-10.0.0.200", "/24", "10.0.0.1");

    private static string Insert(int key, int port) =>
        SampleRows.Service(key, "transport") + $"{SampleRows.TransportRow} ({key}, 'transport', 'tcp', {port}, FALSE)";

    private static async Task<int> TakeAsync(IClusterContextFactory contexts)
    {
        await using var context = contexts.Create();
        await using var transaction = await context.Provider.BeginWriteAsync(context, durable: false, Token);
        var port = await PortPool.FindLowestAsync(context, TransportProtocol.Tcp, First, 65535, isTaking: true, Token);
        await transaction.CommitAsync(Token);
        return port;
    }

    private static async Task<uint> TakeAddressAsync(IClusterContextFactory contexts, SiteNetwork network)
    {
        await using var context = contexts.Create();
        await using var transaction = await context.Provider.BeginWriteAsync(context, durable: false, Token);
        var address = await AddressPool.TakeLowestAsync(context, 1, "dc1", network, Token);
        await transaction.CommitAsync(Token);
        return address;
    }
}
