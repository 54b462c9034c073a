using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Accounts;

/// <summary>Groups and who belongs to them.</summary>
public sealed class GroupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [EveryEngine]
    public async Task The_default_groups_come_with_the_schema(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        var groups = await lab.Session.Groups.FindAsync(NameFilter.All, null, Token).ToListAsync(Token);
        Assert.Equal(
            [("administrators", 2002, true), ("ldapusers", 2000, false), ("sysadmins", 2001, true)],
            groups.Select(group => (group.Cn, group.GidNumber, group.IsAdministrator)));
        Assert.All(groups, group => Assert.Equal(0, group.Members));
    }

    [Theory]
    [EveryEngine]
    public async Task A_group_is_made_changed_and_removed(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        var made = await lab.Session.Groups.CreateAsync(new GroupDraft { Cn = "developers" }, lab.Context);
        Assert.Equal((2003, "developers", false, 0), (made!.GidNumber, made.Cn, made.IsAdministrator, made.Members));

        var changed = await lab.Session.Groups.UpdateAsync(
            new GroupIdentity("DEVELOPERS"), new GroupChanges { Cn = "devs", IsAdministrator = true }, force: false, lab.Context);
        Assert.Equal((2003, "devs", true), (changed!.GidNumber, changed.Cn, changed.IsAdministrator));

        await lab.Session.Groups.RemoveAsync(new GroupIdentity(2003), force: false, lab.Context);
        Assert.Equal(["administrators", "ldapusers", "sysadmins"], await lab.GroupsAsync());
        var error = await Assert.ThrowsAsync<ObjectNotFoundException>(
            () => lab.Session.Groups.RemoveAsync(new GroupIdentity("devs"), force: true, lab.Context));
        Assert.Equal("GroupNotFound", error.ErrorId);
    }

    [Theory]
    [EveryEngine("sysadmins", "GroupAlreadyExists")]
    [EveryEngine("Sysadmins", "InvalidValue")]
    [EveryEngine("a b", "InvalidValue")]
    public async Task A_name_that_is_taken_or_bad_is_refused(DatabaseEngine engine, string name, string id)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        await lab.Session.Groups.CreateAsync(new GroupDraft { Cn = "developers" }, lab.Context);
        var context = new RecordingContext();
        var made = await Assert.ThrowsAnyAsync<ClusterException>(() => lab.Session.Groups.CreateAsync(new GroupDraft { Cn = name }, context));
        var renamed = await Assert.ThrowsAnyAsync<ClusterException>(
            () => lab.Session.Groups.UpdateAsync(new GroupIdentity("developers"), new GroupChanges { Cn = name }, force: true, context));
        Assert.Equal((id, id), (made.ErrorId, renamed.ErrorId));
        Assert.Empty(context.Lines);
    }

    [Theory]
    [EveryEngine("ldapusers")]
    [EveryEngine("sysadmins")]
    public async Task What_registration_needs_stays(DatabaseEngine engine, string name)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        var removed = await Assert.ThrowsAsync<ObjectInUseException>(
            () => lab.Session.Groups.RemoveAsync(new GroupIdentity(name), force: true, lab.Context));
        var renamed = await Assert.ThrowsAsync<ObjectInUseException>(
            () => lab.Session.Groups.UpdateAsync(new GroupIdentity(name), new GroupChanges { Cn = "other" }, force: true, lab.Context));
        Assert.Equal(("GroupInUse", "GroupInUse"), (removed.ErrorId, renamed.ErrorId));

        var same = await lab.Session.Groups.UpdateAsync(new GroupIdentity(name), new GroupChanges { Cn = name }, force: false, lab.Context);
        Assert.Equal(name, same!.Cn);
    }

    [Theory]
    [EveryEngine]
    public async Task A_group_with_members_goes_by_force_only(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        await lab.RegisterAsync("alice");
        await lab.Session.Groups.CreateAsync(new GroupDraft { Cn = "developers" }, lab.Context);
        await lab.Session.Groups.AddMemberAsync(new GroupIdentity("developers"), new UserIdentity("alice"), lab.Context);

        var error = await Assert.ThrowsAsync<ObjectInUseException>(
            () => lab.Session.Groups.RemoveAsync(new GroupIdentity("developers"), force: false, lab.Context));
        Assert.Equal("GroupInUse", error.ErrorId);
        Assert.Contains("alice", error.Message, StringComparison.Ordinal);
        await lab.Session.Groups.RemoveAsync(new GroupIdentity("developers"), force: true, lab.Context);
        Assert.Equal(["ldapusers", "sysadmins"], (await lab.FindUserAsync("alice"))!.Groups);
    }

    [Theory]
    [EveryEngine]
    public async Task Members_come_and_go(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        await lab.RegisterAsync("alice", "bob");
        var (group, bob) = (new GroupIdentity("administrators"), new UserIdentity("bob"));
        var member = await lab.Session.Groups.AddMemberAsync(group, bob, lab.Context);
        Assert.Equal(
            ("administrators", 2002, "bob", 2001, "Bob Doe", UserStatus.Pending),
            (member!.Group, member.GidNumber, member.User, member.UidNumber, member.Cn, member.Status));
        Assert.True((await lab.FindUserAsync("bob"))!.IsAdministrator);

        var twice = await Assert.ThrowsAsync<ObjectExistsException>(() => lab.Session.Groups.AddMemberAsync(group, bob, lab.Context));
        Assert.Equal("GroupMemberAlreadyExists", twice.ErrorId);
        Assert.Equal(
            ["administrators/bob", "ldapusers/bob"],
            await lab.Session.Groups.FindMembersAsync(null, bob, Token).Select(entry => $"{entry.Group}/{entry.User}").ToListAsync(Token));
        Assert.Equal(["alice", "bob"], await lab.MembersAsync("LDAPUSERS"));

        await lab.Session.Groups.RemoveMemberAsync(group, bob, force: false, lab.Context);
        var gone = await Assert.ThrowsAsync<ClusterException>(() => lab.Session.Groups.RemoveMemberAsync(group, bob, force: false, lab.Context));
        Assert.Equal(("GroupMemberNotFound", ClusterErrorKind.NotFound), (gone.ErrorId, gone.Kind));
        Assert.Empty(await lab.MembersAsync("administrators"));
        await Assert.ThrowsAsync<ObjectNotFoundException>(() => lab.Session.Groups.AddMemberAsync(new GroupIdentity("none"), bob, lab.Context));
        await Assert.ThrowsAsync<ObjectNotFoundException>(() => lab.Session.Groups.AddMemberAsync(group, new UserIdentity("none"), lab.Context));
    }
}
