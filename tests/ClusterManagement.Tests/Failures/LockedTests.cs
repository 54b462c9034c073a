using System.Diagnostics;
using ClusterManagement.Tests.Databases;
using Xunit;

namespace ClusterManagement.Tests.Failures;

/// <summary>Somebody else holds the writer's lock.</summary>
public sealed class LockedTests
{
    private const int Patience = 2;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Longer_than_a_command_waits(DatabaseEngine engine)
    {
        await using var lab = await FailureLab.StartAsync(engine);
        var database = lab.Database.WaitingFor(Patience);
        var store = lab.Store(database);
        await using (await Writer.HoldAsync(lab.Place))
        {
            var start = Stopwatch.GetTimestamp();
            await Failure.IsToldAsync(
                () => FailureLab.WriteAsync(store), database, "DatabaseBusy", ClusterErrorKind.Database, $"longer than {Patience} seconds; nothing was written",
                engine switch { DatabaseEngine.SQLite => $"fuser {database.Path}", DatabaseEngine.PostgreSQL => "pg_stat_activity", _ => "INNODB_TRX" });
            Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, Patience - 0.1, Patience + 4);
            Assert.Equal(["dc1"], await lab.ListAsync(database));
        }

        await lab.AssertWorksAsync(store);
        database.Provider().Release(database);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Not_as_long_as_a_command_waits(DatabaseEngine engine)
    {
        await using var lab = await FailureLab.StartAsync(engine);
        var store = lab.Store();
        Task<int> writing;
        await using (await Writer.HoldAsync(lab.Place))
        {
            writing = Task.Run(() => FailureLab.WriteAsync(store), TestContext.Current.CancellationToken);
            if (engine != DatabaseEngine.SQLite) await Writer.IsWaitingAsync(lab.Place);
            Assert.NotEqual(writing, await Task.WhenAny(writing, Task.Delay(300, TestContext.Current.CancellationToken)));
        }

        Assert.Equal(2001, await writing);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Ctrl_C_ends_the_waiting(DatabaseEngine engine)
    {
        await using var lab = await FailureLab.StartAsync(engine);
        var store = lab.Store();
        await using (await Writer.HoldAsync(lab.Place))
        {
            await Failure.EndsSoonWhenCancelledAsync(token => FailureLab.WriteAsync(store, cancellationToken: token));
        }

        await lab.AssertWorksAsync(store);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Ctrl_C_in_the_middle_of_a_transaction_undoes_it(DatabaseEngine engine)
    {
        await using var lab = await FailureLab.StartAsync(engine);
        var store = lab.Store();
        await Failure.EndsSoonWhenCancelledAsync(
            token => FailureLab.WriteAsync(store, () => Task.Delay(Timeout.Infinite, token), token));

        await lab.AssertWorksAsync(store);
    }
}
