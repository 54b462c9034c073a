using ClusterManagement.Data.Audit;
using ClusterManagement.Data.Entities;
using ClusterManagement.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ClusterManagement.Tests.Audit;

/// <summary>What is written to AuditEvents when rows change.</summary>
public sealed class AuditTrailTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_new_object_is_told_with_its_key_and_what_is_set(DatabaseEngine engine)
    {
        await using var lab = await AuditLab.StartAsync(engine);
        var site = NewSite();
        var before = DateTime.UtcNow.AddMilliseconds(-1);

        var told = Assert.Single(await lab.WriteAsync(async db => await db.Sites.AddAsync(site, Token)));

        Assert.Equal((AuditAction.Create, "Site", $"{site.Id}", "Dc2"), (told.Action, told.Resource, told.ResourceId, told.Name));
        Assert.Equal((Environment.UserName, Environment.MachineName, Environment.ProcessId, "Test-Command"), (told.UserName, told.Host, told.ProcessId, told.Command));
        Assert.InRange(told.OccurredAt, before, DateTime.UtcNow);
        Assert.Equal(DateTimeKind.Utc, told.OccurredAt.Kind);
        Assert.Equal(site.CreatedAt, told.OccurredAt);
        Assert.Null(told.Before);
        Assert.Equal(
            """{"dhcpRange":"10.1.0.10-10.1.0.20","gateway":"10.1.0.1","internalDomain":"two.internal","name":"Dc2","subnetMask":"255.255.255.0"}""",
            told.After);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_changed_object_is_told_with_what_differs(DatabaseEngine engine)
    {
        await using var lab = await AuditLab.StartAsync(engine);

        var told = Assert.Single(await lab.WriteAsync(async db =>
        {
            var row = await db.Containers.AsTracking().SingleAsync(Token);
            (row.Status, row.Memory, row.OnBoot, row.Name) = (ContainerStatus.Stopped, 512, true, row.Name);
        }));

        Assert.Equal((AuditAction.Change, "Container", "1", "web1"), (told.Action, told.Resource, told.ResourceId, told.Name));
        Assert.Equal("""{"memory":null,"onBoot":"false","status":"running"}""", told.Before);
        Assert.Equal("""{"memory":"512","onBoot":"true","status":"stopped"}""", told.After);
    }

    [Fact]
    public async Task What_stays_as_it_was_is_not_told()
    {
        await using var lab = await AuditLab.StartAsync();

        Assert.Empty(await lab.WriteAsync(async db =>
        {
            var row = await db.Sites.AsTracking().SingleAsync(Token);
            db.Entry(row).Property(site => site.Gateway).IsModified = true;
            db.Jobs.Add(new JobEntity { Name = "A job", Status = JobState.Running });
        }));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_service_and_its_child_row_are_one_object(DatabaseEngine engine)
    {
        await using var lab = await AuditLab.StartAsync(engine);
        var service = new ServiceEntity { ContainerId = 1, Type = ServiceType.Transport, ContainerPort = 53 };
        service.Transport = new TransportServiceEntity { Type = ServiceType.Transport, Protocol = TransportProtocol.Udp, ExternalPort = 2001 };

        var made = Assert.Single(await lab.WriteAsync(async db => await db.Services.AddAsync(service, Token)));
        var changed = Assert.Single(await lab.WriteAsync(async db =>
            (await db.TransportServices.AsTracking().SingleAsync(row => row.Id == service.Id, Token)).ExternalPort = 2002));
        var both = Assert.Single(await lab.WriteAsync(async db =>
        {
            var row = await db.Services.AsTracking().Include(entry => entry.Transport).SingleAsync(entry => entry.Id == service.Id, Token);
            (row.ContainerPort, row.Transport!.ExternalPort) = (54, 2003);
        }));
        var removed = Assert.Single(await lab.WriteAsync(async db => db.Services.Remove(
            await db.Services.AsTracking().Include(row => row.Http).Include(row => row.Transport).Include(row => row.Dns).SingleAsync(row => row.Id == service.Id, Token))));

        Assert.All([made, changed, both, removed], told => Assert.Equal(("Service", $"{service.Id}"), (told.Resource, told.ResourceId)));
        Assert.Equal(["udp 2001", "udp 2002", "udp 2003", "udp 2003"], [made.Name, changed.Name, both.Name, removed.Name]);
        Assert.Equal([AuditAction.Create, AuditAction.Change, AuditAction.Change, AuditAction.Remove], [made.Action, changed.Action, both.Action, removed.Action]);
        Assert.Equal("""{"containerId":"1","containerPort":"53","type":"transport","externalPort":"2001","protocol":"udp","useTls":"false"}""", made.After);
        Assert.Equal(("""{"externalPort":"2001"}""", """{"externalPort":"2002"}"""), (changed.Before, changed.After));
        Assert.Equal(("""{"containerPort":"53","externalPort":"2002"}""", """{"containerPort":"54","externalPort":"2003"}"""), (both.Before, both.After));
        Assert.Equal("""{"containerId":"1","containerPort":"54","type":"transport","externalPort":"2003","protocol":"udp","useTls":"false"}""", removed.Before);
        Assert.Null(removed.After);
    }

    [Fact]
    public async Task What_goes_along_is_told_as_objects_of_their_own()
    {
        await using var lab = await AuditLab.StartAsync();

        var containers = await lab.WriteAsync(async db => db.Containers.Remove(await db.Containers.AsTracking()
            .Include(row => row.Services).ThenInclude(service => service.Http)
            .Include(row => row.Services).ThenInclude(service => service.Transport)
            .Include(row => row.Services).ThenInclude(service => service.Dns).SingleAsync(Token)));
        var users = await lab.WriteAsync(async db =>
            db.Users.Remove(await db.Users.AsTracking().Include(row => row.Memberships).ThenInclude(row => row.Group).SingleAsync(Token)));

        Assert.Equal(
            ["Container web1", "Service dns _ldap._tcp", "Service http app", "Service tcp 2000"],
            containers.Select(told => $"{told.Resource} {told.Name}").Order(StringComparer.Ordinal));
        Assert.Equal(["GroupMember user2000 in ldapusers", "User user2000"], users.Select(told => $"{told.Resource} {told.Name}").Order(StringComparer.Ordinal));
        Assert.All(containers.Concat(users), told => Assert.Equal(AuditAction.Remove, told.Action));
    }

    [Fact]
    public async Task Nothing_goes_along_unseen()
    {
        await using var lab = await AuditLab.StartAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => lab.WriteAsync(async db => db.Containers.Remove(await db.Containers.AsTracking().SingleAsync(Token))));

        Assert.Contains(nameof(ServiceEntity), error.Message, StringComparison.Ordinal);
        Assert.Equal((1, 0), (await lab.Database.CountAsync("Containers"), await lab.Database.CountAsync("AuditEvents")));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Secrets_show_as_set_or_changed_and_never_as_values(DatabaseEngine engine)
    {
        await using var lab = await AuditLab.StartAsync(engine);
        string? before = null;
        foreach (var (value, told) in new (string?, string)[] { ("one-ciphertext", "(new secret)"), ("other-ciphertext", "(new secret)"), (null!, null!) })
        {
            var change = Assert.Single(await lab.WriteAsync(async db =>
                (await db.Nodes.AsTracking().SingleAsync(Token)).ApiTokenSecretOrPassword = value));

            Assert.Equal($$"""{"apiTokenSecretOrPassword":{{(before is null ? "null" : "\"(secret)\"")}}}""", change.Before);
            Assert.Equal($$"""{"apiTokenSecretOrPassword":{{(told is null ? "null" : $"\"{told}\"")}}}""", change.After);
            before = value;
        }

        var user = Assert.Single(await lab.WriteAsync(async db => (await db.Users.AsTracking().SingleAsync(Token)).UserPassword = "$argon2id$hash"));
        Assert.Equal("""{"userPassword":"(new secret)"}""", user.After);
        var session = Assert.Single(await lab.WriteAsync(async db =>
            await db.SessionSecrets.AddAsync(new SessionSecretEntity { Secret = "ciphertext-2", SecretFingerprint = "fingerprint-2" }, Token)));
        Assert.Equal((session.ResourceId, """{"secret":"(new secret)","secretFingerprint":"(new secret)"}"""), (session.Name, session.After));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task An_event_lives_and_dies_with_its_change(DatabaseEngine engine)
    {
        await using var lab = await AuditLab.StartAsync(engine);

        Assert.Empty(await lab.WriteAsync(async db => await db.Sites.AddAsync(NewSite(), Token), commit: false));
        await Assert.ThrowsAsync<DbUpdateException>(() => lab.WriteAsync(async db =>
        {
            await db.Sites.AddAsync(NewSite(), Token);
            await db.SaveChangesAsync(Token);
            Assert.Equal(1, await db.AuditEvents.CountAsync(Token));
            await db.Sites.AddAsync(NewSite(), Token);
        }));

        Assert.Equal((1, 0), (await lab.Database.CountAsync("Sites"), await lab.Database.CountAsync("AuditEvents")));
    }

    [Fact]
    public async Task Without_a_transaction_nothing_is_saved()
    {
        await using var lab = await AuditLab.StartAsync();
        await using var context = lab.Open();
        context.Origin = new AuditOrigin("Test-Command");
        context.Sites.Add(NewSite());

        await Assert.ThrowsAsync<InvalidOperationException>(() => context.SaveChangesAsync(Token));

        Assert.Equal(1, await lab.Database.CountAsync("Sites"));
    }

    [Theory]
    [InlineData(EntityState.Modified)]
    [InlineData(EntityState.Deleted)]
    public async Task What_was_told_is_neither_changed_nor_removed(EntityState state)
    {
        await using var lab = await AuditLab.StartAsync();
        await lab.WriteAsync(async db => await db.Sites.AddAsync(NewSite(), Token));
        await using var context = lab.Open();
        context.Entry(await context.AuditEvents.AsTracking().SingleAsync(Token)).State = state;

        await Assert.ThrowsAsync<InvalidOperationException>(() => context.SaveChangesAsync(Token));

        Assert.Equal(1, await lab.Database.CountAsync("AuditEvents"));
    }

    [Fact]
    public async Task Every_table_is_told_of_or_known_not_to_be()
    {
        await using var lab = await AuditLab.StartAsync();
        await using var context = lab.Open();

        Assert.Equal(
            [typeof(AllocationPoolEntity), typeof(AuditEventEntity), typeof(JobEntity), typeof(JobStatusEntity), typeof(SiteVersionEntity)],
            context.Model.GetEntityTypes().Select(type => type.ClrType).Where(type => !AuditedObject.IsKnown(type)).OrderBy(type => type.Name, StringComparer.Ordinal));
    }

    private static SiteEntity NewSite() => new()
    {
        Name = "Dc2",
        InternalDomain = "two.internal",
        DhcpRange = "10.1.0.10-10.1.0.20",
        SubnetMask = "255.255.255.0",
        Gateway = "10.1.0.1",
    };
}
