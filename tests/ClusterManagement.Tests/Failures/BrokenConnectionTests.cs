using System.Diagnostics;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ClusterManagement.Tests.Failures;

/// <summary>The server lives, and the way to it breaks.</summary>
public sealed class BrokenConnectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Whether the commit arrived cannot be known, and the error does not claim to.</summary>
    [Theory]
    [InlineData(DatabaseEngine.PostgreSQL, true)]
    [InlineData(DatabaseEngine.PostgreSQL, false)]
    [InlineData(DatabaseEngine.MariaDB, true)]
    [InlineData(DatabaseEngine.MariaDB, false)]
    public async Task During_a_commit(DatabaseEngine engine, bool isCarriedOut)
    {
        await using var lab = await FailureLab.StartAsync(engine);
        using var proxy = new TcpProxy(lab.Database.Port!.Value) { IsLastWordDelivered = isCarriedOut };
        var database = lab.Database.Through(proxy.Port);
        var store = lab.Store(database);
        var error = await Failure.IsToldAsync(
            () => FailureLab.WriteAsync(store, () =>
            {
                proxy.CutAt = "commit";
                return Task.CompletedTask;
            }),
            database, "OutcomeUnknown", ClusterErrorKind.Connection, "not known", "Look whether the change is there");

        Assert.DoesNotContain("nothing was written", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("undone", error.Message, StringComparison.Ordinal);
        proxy.CutAt = null;
        if (isCarriedOut) Assert.Equal((2L, 2L), (await lab.Place.CountAsync("TransportServices"), await lab.Place.CountAsync("Sites")));
        else await lab.AssertWorksAsync(store);
        database.Provider().Release(database);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task Between_two_writes(DatabaseEngine engine)
    {
        await using var lab = await FailureLab.StartAsync(engine);
        using var proxy = new TcpProxy(lab.Database.Port!.Value);
        var database = lab.Database.Through(proxy.Port);
        var store = lab.Store(database);
        await Failure.IsToldAsync(
            () => FailureLab.WriteAsync(store, () =>
            {
                proxy.Cut();
                return Task.CompletedTask;
            }),
            database, "NotConnected", ClusterErrorKind.Connection, "what was not finished is undone", $"port {proxy.Port}");

        await lab.AssertWorksAsync(store);
        database.Provider().Release(database);
    }

    /// <summary>A server that hangs, or a way that swallows everything, is waited for as long as a command may take.</summary>
    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task Without_a_word(DatabaseEngine engine)
    {
        const int Patience = 2;
        await using var lab = await FailureLab.StartAsync(engine);
        using var proxy = new TcpProxy(lab.Database.Port!.Value);
        var database = lab.Database.Through(proxy.Port).WaitingFor(Patience).ConnectingFor(Patience);
        var store = lab.Store(database);
        var start = 0L;
        await Failure.IsToldAsync(
            () => FailureLab.WriteAsync(store, () =>
            {
                proxy.ForgetConnections();
                proxy.IsSilent = true;
                start = Stopwatch.GetTimestamp();
                return Task.CompletedTask;
            }),
            database, "Timeout", ClusterErrorKind.Timeout, "not finished in time; nothing was written", "Look for");

        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, Patience - 0.1, Patience + 8);
        proxy.IsSilent = false;
        proxy.Cut();
        await lab.AssertWorksAsync(store);
        database.Provider().Release(database);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task Ctrl_C_does_not_wait_for_a_server_that_hangs(DatabaseEngine engine)
    {
        await using var lab = await FailureLab.StartAsync(engine);
        using var proxy = new TcpProxy(lab.Database.Port!.Value);
        var database = lab.Database.Through(proxy.Port);
        var store = lab.Store(database);
        await EndsSoonAsync(token => FailureLab.WriteAsync(store, Hang, token));
        await EndsSoonAsync(token => store.ReadAsync(
            async db =>
            {
                await Hang();
                return await db.Sites.CountAsync(token);
            },
            token));
        await EndsSoonAsync(async token =>
        {
            await store.ReadAsync(db => db.Sites.CountAsync(token), token);
            await Hang();
            await store.StreamAsync(db => db.Sites.AsAsyncEnumerable(), token).CountAsync(token);
        });
        await EndsSoonAsync(async token =>
        {
            await Hang();
            await lab.Engine.Databases.DescribeAsync(database, token);
        });
        await lab.AssertWorksAsync(store);
        database.Provider().Release(database);

        Task Hang()
        {
            proxy.ForgetConnections();
            proxy.IsSilent = true;
            return Task.CompletedTask;
        }

        async Task EndsSoonAsync(Func<CancellationToken, Task> work)
        {
            await Failure.EndsSoonWhenCancelledAsync(work, () => proxy.IsSilent);
            proxy.IsSilent = false;
            proxy.Cut();
        }
    }

    /// <summary>A connection that has waited in the pool, and was closed or forgotten on its way meanwhile.</summary>
    [Theory]
    [InlineData(DatabaseEngine.PostgreSQL, false)]
    [InlineData(DatabaseEngine.PostgreSQL, true)]
    [InlineData(DatabaseEngine.MariaDB, false)]
    public async Task In_the_pool(DatabaseEngine engine, bool isForgotten)
    {
        await using var lab = await FailureLab.StartAsync(engine);
        using var proxy = new TcpProxy(lab.Database.Port!.Value);
        var database = lab.Database.Through(proxy.Port).ConnectingFor(3);
        var store = lab.Store(database);
        Assert.Equal(1, await store.ReadAsync(db => db.Sites.CountAsync(Token), Token));
        if (isForgotten) proxy.ForgetConnections();
        else proxy.Cut();

        // As long as connections are taken to be fresh.
        await Task.Delay(500, Token);
        Assert.Equal(1, await store.ReadAsync(db => db.Sites.CountAsync(Token), Token));
        await lab.AssertWorksAsync(store);
        database.Provider().Release(database);
    }
}
