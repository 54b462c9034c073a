using ClusterManagement.Data.Entities;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using ClusterManagement.TestServers;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ClusterManagement.Tests.Failures;

/// <summary>A server that is killed or stopped under a command, and comes back.</summary>
public sealed class LostServerTests(OwnServers servers) : IClassFixture<OwnServers>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseEngine.PostgreSQL, true)]
    [InlineData(DatabaseEngine.PostgreSQL, false)]
    [InlineData(DatabaseEngine.MariaDB, true)]
    [InlineData(DatabaseEngine.MariaDB, false)]
    public async Task In_the_middle_of_a_transaction(DatabaseEngine engine, bool isKilled)
    {
        var server = await servers.GetAsync(engine);
        await using var lab = await FailureLab.StartAsync(await ServerTestDatabase.CreateAsync(server));
        var store = lab.Store();
        await IsNotConnectedAsync(lab, () => FailureLab.WriteAsync(store, () => EndAsync(server, isKilled)));
        await IsNotConnectedAsync(lab, () => FailureLab.WriteAsync(store));
        await server.StartAsync();
        await lab.AssertWorksAsync(store);
    }

    [Theory]
    [InlineData(DatabaseEngine.PostgreSQL, true)]
    [InlineData(DatabaseEngine.PostgreSQL, false)]
    [InlineData(DatabaseEngine.MariaDB, true)]
    [InlineData(DatabaseEngine.MariaDB, false)]
    public async Task In_the_middle_of_a_listing(DatabaseEngine engine, bool isKilled)
    {
        const int Rows = 4000;
        var server = await servers.GetAsync(engine);
        await using var lab = await FailureLab.StartAsync(await ServerTestDatabase.CreateAsync(server));
        await FillJobsAsync(lab.Place, Rows);
        var store = lab.Store();
        var read = 0;
        await IsNotConnectedAsync(lab, async () =>
        {
            await foreach (var row in store.StreamAsync(db => db.JobStatuses.AsAsyncEnumerable(), Token))
            {
                if (read++ == 0) await EndAsync(server, isKilled);
            }
        });
        await server.StartAsync();

        Assert.InRange(read, 1, Rows - 1);
        Assert.Equal(Rows, await store.StreamAsync(db => db.JobStatuses.AsAsyncEnumerable(), Token).CountAsync(Token));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task The_first_command_after_it_has_come_back_succeeds(DatabaseEngine engine)
    {
        var server = await servers.GetAsync(engine);
        await using var lab = await FailureLab.StartAsync(await ServerTestDatabase.CreateAsync(server));
        var one = lab.Engine;
        var session = await one.OpenAsync(lab.Database, new RecordingContext());
        var store = lab.Store();
        var query = new SuggestionQuery(Nouns.Site, string.Empty, null, null);
        Func<Task>[] commands =
        [
            async () => Assert.Equal("dc1", (await session.Sites.FindAsync(NameFilter.All, Token).SingleAsync(Token)).Name),
            () => session.Sites.UpdateAsync(new SiteIdentity("dc1"), new SiteChanges { InternalDomain = "new.internal" }, new RecordingContext()),
            async () => Assert.Equal(1, await store.ReadAsync(db => db.Containers.CountAsync(Token), Token)),
            async () => Assert.NotNull((await one.Databases.DescribeAsync(lab.Database, Token)).SchemaVersion),
            async () => Assert.NotNull(await one.Databases.InitializeAsync(lab.Database, new RecordingContext())),
            () => Task.FromResult(Assert.Single(one.Suggest(lab.Database, query))),
            async () => Assert.Single(await lab.ListAsync()),
        ];
        foreach (var first in commands)
        {
            // Several connections wait in the pool.
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.ReadAsync(db => db.Sites.CountAsync(Token), Token)));
            one.Suggest(lab.Database, query);
            await server.KillAsync();
            await server.StartAsync();
            await first();
        }
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task While_a_command_waits_for_its_turn(DatabaseEngine engine)
    {
        var server = await servers.GetAsync(engine);
        await using var lab = await FailureLab.StartAsync(await ServerTestDatabase.CreateAsync(server));
        var store = lab.Store();
        Task<int>? second = null;
        await IsNotConnectedAsync(lab, () => FailureLab.WriteAsync(store, async () =>
        {
            second = FailureLab.WriteAsync(store);
            await Writer.IsWaitingAsync(lab.Place);
            await server.KillAsync();
        }));
        await IsNotConnectedAsync(lab, () => second!);
        await server.StartAsync();

        await lab.AssertWorksAsync(store);
    }

    private static Task EndAsync(DatabaseServer server, bool isKilled) => isKilled ? server.KillAsync() : server.StopAsync();

    private static Task IsNotConnectedAsync(FailureLab lab, Func<Task> work) => Failure.IsToldAsync(
        work, lab.Database, "NotConnected", ClusterErrorKind.Connection, "cannot be reached, or went away", $"port {lab.Database.Port}");

    // More than the buffers between server and client hold.
    private static async Task FillJobsAsync(TestDatabase place, int rows)
    {
        var job = new JobEntity { Name = "Create" };
        await using var context = place.Provider.CreateFactory(place.Database).Create();
        context.Jobs.Add(job);
        await context.SaveChangesAsync(Token);
        var message = new string('x', 4000);
        context.JobStatuses.AddRange(Enumerable.Range(0, rows).Select(_ => new JobStatusEntity { JobId = job.Id, Message = message }));
        await context.SaveChangesAsync(Token);
    }
}
