using ClusterManagement.Engine;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Audit;

/// <summary>Events are read newest first, and narrowed in the same way on every engine.</summary>
public sealed class AuditReadingTests
{
    private const string Insert =
        "INSERT INTO [AuditEvents] ([id], [occurredAt], [userName], [host], [processId], [command], [action], [resource], [resourceId], [name], [before], [after]) VALUES ";

    private static readonly string Rows = Insert + string.Join(", ",
        "(1, '2026-03-01 10:00:00', 'anna', 'h1', 1, 'New-ClusterSite', 'create', 'Site', '1', 'DC1', NULL, '{\"name\":\"DC1\"}')",
        "(2, '2026-03-01 11:00:00', 'bert', 'h1', 2, 'Set-ClusterSite', 'change', 'Site', '1', 'dc1', '{\"name\":\"DC1\",\"gateway\":null}', '{\"name\":\"dc1\",\"gateway\":\"10.0.0.1\"}')",
        "(3, '2026-03-01 12:00:00', 'Anna', 'h2', 3, 'New-ClusterContainer', 'create', 'Container', '1', 'web1', NULL, '{\"hostname\":\"web1\"}')",
        "(4, '2026-03-01 13:00:00', 'anna', 'h2', 3, 'New-ClusterContainer', 'create', 'Container', '2', 'web_2', NULL, '{\"hostname\":\"web_2\"}')",
        "(5, '2026-03-01 14:00:00', 'carl', 'h2', 4, 'Remove-ClusterContainer', 'remove', 'Container', '1', 'web1', '{\"hostname\":\"web1\"}', NULL)",
        "(6, '2026-03-01 15:00:00', 'carl', 'h2', 4, 'Import-Things', 'change', 'Node', '1', 'pve%', 'not json', 'true')");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseEngine> Engines => TestDatabase.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_is_asked_for_comes_newest_first(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(engine);
        await database.ExecuteAsync(Rows);
        var audit = (await new ClusterEngine(null).OpenAsync(database.Database, new RecordingContext())).Audit;

        await AssertFinds([6, 5, 4, 3, 2, 1], new AuditFilter());
        await AssertFinds([2, 1], new AuditFilter { Resource = ["Site"] });
        await AssertFinds([6, 2, 1], new AuditFilter { Resource = ["Site", "Node"] });
        await AssertFinds([5, 3], new AuditFilter { Resource = ["Container"], ResourceId = "1" });
        await AssertFinds([2, 1], new AuditFilter { Name = NameFilter.Named("Dc1") });
        await AssertFinds([4, 3], new AuditFilter { UserName = NameFilter.Named("ANNA"), Command = NameFilter.Named("new-clustercontainer") });
        await AssertFinds([5, 4, 3], new AuditFilter { Name = NameFilter.Like("WEB", name => name.StartsWith("web", StringComparison.Ordinal)) });
        await AssertFinds([5], new AuditFilter { Name = NameFilter.Like("we", name => name == "web1"), First = 1 });
        await AssertFinds([4], new AuditFilter { Name = NameFilter.Like("web_", _ => true) });
        await AssertFinds([6], new AuditFilter { Name = NameFilter.Like("pve%", _ => true) });
        await AssertFinds([6, 2], new AuditFilter { Action = [AuditAction.Change] });
        await AssertFinds([5, 4, 3, 1], new AuditFilter { Action = [AuditAction.Create, AuditAction.Remove] });
        await AssertFinds([4, 3], new AuditFilter { After = At(11), Before = At(14) });
        await AssertFinds([6, 5], new AuditFilter { First = 2 });
        await AssertFinds([3], new AuditFilter { Action = [AuditAction.Create], Before = At(13), First = 1 });
        await AssertFinds([], new AuditFilter { Name = NameFilter.Named("nobody") });

        async Task AssertFinds(long[] ids, AuditFilter filter) =>
            Assert.Equal(ids, await audit.FindAsync(filter, Token).Select(found => found.Id).ToListAsync(Token));

        static DateTime At(int hour) => new(2026, 3, 1, hour, 0, 0, DateTimeKind.Utc);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_event_says_what_the_row_says(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(engine);
        await database.ExecuteAsync(Rows);
        var audit = (await new ClusterEngine(null).OpenAsync(database.Database, new RecordingContext())).Audit;
        var events = await audit.FindAsync(new AuditFilter(), Token).ToDictionaryAsync(found => found.Id, cancellationToken: Token);

        var change = events[2];
        Assert.Equal((new DateTime(2026, 3, 1, 11, 0, 0, DateTimeKind.Utc), DateTimeKind.Utc), (change.OccurredAt, change.OccurredAt.Kind));
        Assert.Equal(("bert", "h1", 2, "Set-ClusterSite"), (change.UserName, change.Host, change.ProcessId, change.Command));
        Assert.Equal((AuditAction.Change, "Site", "1", "dc1"), (change.Action, change.Resource, change.ResourceId, change.Name));
        Assert.Equal([new AuditChange("name", "DC1", "dc1"), new AuditChange("gateway", null, "10.0.0.1")], change.Changes);
        Assert.Equal(["name: DC1 -> dc1", "gateway: 10.0.0.1"], change.Changes.Select(field => field.ToString()));
        Assert.Equal([new AuditChange("hostname", null, "web1")], events[3].Changes);
        Assert.Equal([new AuditChange("hostname", "web1", null)], events[5].Changes);
        Assert.Equal([new AuditChange("(not readable)", "not json", "true")], events[6].Changes);
    }
}
