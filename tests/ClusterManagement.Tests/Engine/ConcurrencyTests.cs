using ClusterManagement.Data;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ClusterManagement.Tests.Engine;

/// <summary>Two who change one object at once, and the times that are recorded.</summary>
public sealed class ConcurrencyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_of_two_writers_is_told()
    {
        await using var lab = await EngineLab.StartAsync();
        var provider = DatabaseProvider.For(DatabaseEngine.SQLite);
        var store = new ClusterStore(lab.Database, provider, provider.CreateFactory(lab.Database));
        var row = await store.ReadAsync(db => db.Sites.SingleAsync(Token), Token);
        await lab.Session.Sites.UpdateAsync(new SiteIdentity("dc1"), new SiteChanges { InternalDomain = "fast.internal" }, new RecordingContext());
        row.InternalDomain = "slow.internal";
        var error = await Assert.ThrowsAsync<ClusterException>(() => store.WriteAsync(
            db =>
            {
                db.Update(row);
                return db.SaveChangesAsync(Token);
            },
            new RecordingContext()));

        Assert.Equal(("ConcurrencyConflict", ClusterErrorKind.Conflict), (error.ErrorId, error.Kind));
        Assert.Contains("nothing was written", error.Message, StringComparison.Ordinal);
        Assert.Equal("fast.internal", (await lab.Session.Sites.FindAsync(NameFilter.All, Token).SingleAsync(Token)).InternalDomain);
    }

    [Fact]
    public async Task Times_are_UTC()
    {
        var before = ClusterContext.Now;
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft());
        var after = DateTime.UtcNow;

        var container = Assert.Single(await lab.ContainersAsync());
        var job = Assert.Single(await lab.JobsAsync());
        DateTime[] times = [container.CreatedAt, container.UpdatedAt, job.CreatedAt, job.CompletedAt!.Value, job.Statuses[0].CreatedAt];
        Assert.All(times, time => Assert.Equal(DateTimeKind.Utc, time.Kind));
        Assert.All(times, time => Assert.InRange(time, before, after));
        Assert.True(job.Duration >= TimeSpan.Zero);
        Assert.True(container.UpdatedAt >= container.CreatedAt);
    }

    [Fact]
    public async Task A_race_past_the_checks_ends_at_the_constraint()
    {
        await using var lab = await EngineLab.StartAsync();
        var provider = DatabaseProvider.For(DatabaseEngine.SQLite);
        var store = new ClusterStore(lab.Database, provider, provider.CreateFactory(lab.Database));
        var error = await Assert.ThrowsAsync<ObjectExistsException>(() => store.WriteAsync(
            db =>
            {
                db.Nodes.Add(new NodeEntity { Name = "PVE1", SiteId = 1 });
                return db.SaveChangesAsync(Token);
            },
            new RecordingContext()));

        Assert.Equal("NodeAlreadyExists", error.ErrorId);
    }
}
