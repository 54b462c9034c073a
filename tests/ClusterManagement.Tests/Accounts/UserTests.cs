using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Accounts;

/// <summary>Finding, changing and removing users.</summary>
public sealed class UserTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOIx90VJJO25+fZI33P4wwKRYc8SuodkrUm8oLs9/OQ5 me@host";

    [Theory]
    [EveryEngine]
    public async Task Users_are_found_by_name_pattern_state_and_group(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        await lab.RegisterAsync("alice", "al_x", "albert", "bob");
        await lab.Session.Users.ChangeStatusAsync(new UserIdentity("bob"), UserStatusChange.Approve, force: false, lab.Context);

        Assert.Equal(["al_x", "albert", "alice", "bob"], await lab.UsersAsync());
        Assert.Equal(["alice"], await lab.UsersAsync(new UserFilter { Username = NameFilter.Named("ALICE") }));
        Assert.Empty(await lab.UsersAsync(new UserFilter { Username = NameFilter.Named("ali") }));
        Assert.Equal(
            ["al_x"],
            await lab.UsersAsync(new UserFilter { Username = NameFilter.Like("AL_", name => name.StartsWith("al_", StringComparison.Ordinal)) }));
        Assert.Equal(["alice", "bob"], await lab.UsersAsync(new UserFilter { Status = [UserStatus.Active] }));
        Assert.Equal(["al_x", "albert"], await lab.UsersAsync(new UserFilter { Status = [UserStatus.Pending, UserStatus.Suspended] }));
        Assert.Equal(["alice"], await lab.UsersAsync(new UserFilter { Group = new GroupIdentity("SysAdmins") }));
        Assert.Equal(["alice"], await lab.UsersAsync(new UserFilter { Group = new GroupIdentity(2001) }));
        Assert.Empty(await lab.UsersAsync(new UserFilter { Group = new GroupIdentity("administrators") }));
    }

    [Theory]
    [EveryEngine]
    public async Task Only_what_is_given_changes(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        var before = await lab.RegisterAsync("alice");
        var same = await lab.Session.Users.UpdateAsync(new UserIdentity("Alice"), new UserChanges(), lab.Context);
        Assert.Equivalent(before, same);

        var after = await lab.Session.Users.UpdateAsync(
            new UserIdentity(before.UidNumber),
            new UserChanges { Username = "alicia", Cn = "Alicia Smith", Sn = "Smith", GivenName = null, Mail = "A.Smith@example.com", SshPublicKey = Key },
            lab.Context);
        Assert.Equal((2000, "alicia", "Alicia Smith", "Smith", null), (after!.UidNumber, after.Username, after.Cn, after.Sn, after.GivenName));
        Assert.Equal(("a.smith@example.com", Key), (after.Mail, after.SshPublicKey));
        Assert.Equal((UserStatus.Active, before.CreatedAt), (after.Status, after.CreatedAt));
        Assert.True(after.UpdatedAt > before.UpdatedAt);
        Assert.Equal(before.Groups, after.Groups);

        var cleared = await lab.Session.Users.UpdateAsync(new UserIdentity("alicia"), new UserChanges { SshPublicKey = string.Empty }, lab.Context);
        Assert.Null(cleared!.SshPublicKey);
        Assert.Null(await lab.FindUserAsync("alice"));
    }

    [Theory]
    [EveryEngine]
    public async Task A_change_is_refused_like_a_registration(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        await lab.RegisterAsync("alice", "bob");
        var context = new RecordingContext();
        var bob = new UserIdentity("bob");
        foreach (var (id, changes) in new (string, UserChanges)[]
        {
            ("UserAlreadyExists", new UserChanges { Username = "alice" }),
            ("UserAlreadyExists", new UserChanges { Mail = "Alice@example.com" }),
            ("InvalidValue", new UserChanges { Username = "Bob" }),
            ("InvalidValue", new UserChanges { Cn = string.Empty }),
            ("InvalidValue", new UserChanges { Cn = null }),
            ("InvalidValue", new UserChanges { Sn = "a\nb" }),
            ("InvalidValue", new UserChanges { Mail = null }),
            ("InvalidValue", new UserChanges { SshPublicKey = Key + "\nssh-rsa AAAA" }),
        })
        {
            var error = await Assert.ThrowsAnyAsync<ClusterException>(() => lab.Session.Users.UpdateAsync(bob, changes, context));
            Assert.Equal(id, error.ErrorId);
        }

        Assert.Empty(context.Lines);
        Assert.Equal("Bob Doe", (await lab.FindUserAsync("bob"))!.Cn);
    }

    [Theory]
    [EveryEngine]
    public async Task A_users_keys_have_a_limit(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        var keys = string.Join('\n', Enumerable.Range(0, 100).Select(i => Key + i));
        var error = await Assert.ThrowsAsync<InvalidValueException>(
            () => lab.Session.Users.CreateAsync(AccountLab.Draft("alice") with { SshPublicKey = keys }, lab.Context));
        Assert.Equal("SshPublicKey", error.Parameter);
    }

    [Theory]
    [EveryEngine]
    public async Task A_removed_user_takes_the_memberships_along(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        await lab.RegisterAsync("alice", "bob");
        await lab.Session.Groups.AddMemberAsync(new GroupIdentity("sysadmins"), new UserIdentity("bob"), lab.Context);
        await lab.Session.Users.RemoveAsync(new UserIdentity("bob"), force: false, lab.Context);

        Assert.Equal(["alice"], await lab.UsersAsync());
        Assert.Equal(["alice"], await lab.MembersAsync("sysadmins"));
        var told = await lab.Place.RowsAsync("SELECT [resource], [name] FROM [AuditEvents] WHERE [action] = 'remove' ORDER BY [resource], [name]");
        Assert.Equal(
            ["GroupMember bob in ldapusers", "GroupMember bob in sysadmins", "User bob"], told.Select(row => $"{row[0]} {row[1]}"));
        Assert.Equal(2L, await lab.Place.CountAsync("UserGroups"));
        await Assert.ThrowsAsync<ObjectNotFoundException>(() => lab.Session.Users.RemoveAsync(new UserIdentity("bob"), force: false, lab.Context));
    }
}
