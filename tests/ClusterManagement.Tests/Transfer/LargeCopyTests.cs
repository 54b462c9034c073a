using System.Diagnostics;
using ClusterManagement.Tests.Databases;
using Xunit;

namespace ClusterManagement.Tests.Transfer;

/// <summary>Twenty thousand containers go from engine to engine in little memory. Alone, since memory is the process's.</summary>
[Collection(nameof(LargeCopyTests))]
[CollectionDefinition(nameof(LargeCopyTests), DisableParallelization = true)]
public sealed class LargeCopyTests : IDisposable
{
    private const int Containers = 20_000;
    private const int Rows = (Containers * 6) + 10;

    // All rows in memory at once are some 100 MiB.
    private const long Flat = 16 << 20;

    private readonly TransferLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Memory_stays_flat_and_nothing_is_lost()
    {
        await using var source = await LargeDatabase.CreateAsync(Containers);
        await using var postgres = await TestDatabase.CreateAsync(DatabaseEngine.PostgreSQL);
        await using var maria = await TestDatabase.CreateAsync(DatabaseEngine.MariaDB);
        await using var file = await TestDatabase.CreateAsync(DatabaseEngine.SQLite);
        var first = await CopyAsync(source, postgres);
        var second = await CopyAsync(postgres, maria);
        var third = await CopyAsync(maria, file);

        Assert.Equal(Containers, first.Single(table => table.Table == "Containers").Rows);
        Assert.Equal(Without("AuditEvents", first), Without("AuditEvents", second));
        Assert.Equal(Without("AuditEvents", first), Without("AuditEvents", third));
        await using var context = new MeasuringContext();
        var backup = await _lab.Transfers.BackupAsync(source.Database, _lab.File("backup.db"), overwrite: false, context);
        Report("Backup", context);
        Assert.InRange(context.Growth, long.MinValue, Flat);
        Assert.Equal(first.Sum(table => table.Rows), backup!.Rows);
    }

    private static IEnumerable<CopiedTable> Without(string name, IEnumerable<CopiedTable> tables) => tables.Where(table => table.Table != name);

    private static void Report(string what, MeasuringContext context) => TestContext.Current.TestOutputHelper?.WriteLine(
        $"{what}: {context.Elapsed.TotalSeconds:0.0} s, {context.Growth / 1024.0 / 1024:0.0} MiB more in {context.Samples} samples");

    private async Task<IReadOnlyList<CopiedTable>> CopyAsync(TestDatabase source, TestDatabase destination)
    {
        await using var context = new MeasuringContext();
        var tables = await _lab.Transfers.CopyAsync(source.Database, destination.Database, replace: false, context);
        Report($"{source.Database.Engine} to {destination.Database.Engine}", context);
        Assert.InRange(context.Growth, long.MinValue, Flat);
        Assert.InRange(tables!.Sum(table => table.Rows), Rows, Rows + 10);
        return tables!;
    }

    /// <summary>Measures what is alive in memory at every two-thousandth report of progress.</summary>
    private sealed class MeasuringContext : IOperationContext, IAsyncDisposable
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
        private int _reports;

        public long Growth { get; private set; } = long.MinValue;

        public int Samples { get; private set; }

        public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

        public string Command => "Test-Command";

        public CancellationToken CancellationToken => TestContext.Current.CancellationToken;

        public bool IsRehearsal => false;

        public ValueTask<bool> ApproveAsync(string target, string action) => ValueTask.FromResult(true);

        public void Verbose(string message)
        {
        }

        public void Debug(string message)
        {
        }

        public void Warning(string message)
        {
        }

        public void Progress(OperationProgress progress)
        {
            if (_reports++ % 100 != 99) return;
            Growth = Math.Max(Growth, GC.GetTotalMemory(forceFullCollection: true) - _before);
            Samples++;
        }

        public ValueTask DisposeAsync()
        {
            Assert.True(Samples > 0, "Nothing was measured.");
            return ValueTask.CompletedTask;
        }
    }
}
