using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Accounts;

/// <summary>Who comes first administers; everybody else waits. A uid number belongs to one person for ever.</summary>
public sealed class RegistrationTests
{
    [Theory]
    [EveryEngine]
    public async Task The_first_user_is_active_and_administers_and_later_ones_wait(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        var first = await lab.RegisterAsync("alice");
        var second = await lab.RegisterAsync("bob");

        Assert.Equal((2000, UserStatus.Active, true), (first.UidNumber, first.Status, first.IsAdministrator));
        Assert.Equal(["ldapusers", "sysadmins"], first.Groups);
        Assert.Equal((2001, UserStatus.Pending, false), (second.UidNumber, second.Status, second.IsAdministrator));
        Assert.Equal(["ldapusers"], second.Groups);
        Assert.Equal(["administrators", "ldapusers", "sysadmins"], await lab.GroupsAsync());
    }

    [Theory]
    [EveryEngine]
    public async Task What_is_given_is_kept_in_its_form(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        var user = await lab.Session.Users.CreateAsync(
            new UserDraft { Username = "zoe", GivenName = " Zoe\u0308 ", Sn = "Doe", Mail = "Zoe.Doe@Example.com", Password = new SecretText(AccountLab.Password) },
            lab.Context);

        Assert.Equal(("zoe", "Zo\u00eb Doe", "Doe", "Zo\u00eb", "zoe.doe@example.com"), (user!.Username, user.Cn, user.Sn, user.GivenName, user.Mail));
        Assert.True(user.HasPassword);
        Assert.Null(user.SshPublicKey);
        Assert.Equivalent(user, await lab.FindUserAsync("zoe"));
        Assert.StartsWith("$argon2id$v=19$m=65536,t=3,p=4$", (string)(await lab.Place.ScalarAsync("SELECT [userPassword] FROM [Users]"))!, StringComparison.Ordinal);
    }

    [Theory]
    [EveryEngine]
    public async Task A_uid_number_is_never_handed_out_again(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        await lab.RegisterAsync("alice", "bob", "carol");
        await lab.Session.Users.RemoveAsync(new UserIdentity("carol"), force: false, lab.Context);
        Assert.Equal(2003, (await lab.RegisterAsync("carol")).UidNumber);

        foreach (var name in await lab.UsersAsync()) await lab.Session.Users.RemoveAsync(new UserIdentity(name), force: true, lab.Context);
        Assert.Empty(await lab.UsersAsync());
        Assert.Equal(2004, (await lab.RegisterAsync("dave")).UidNumber);
    }

    [Theory]
    [EveryEngine]
    public async Task A_gid_number_is_never_handed_out_again(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        Assert.Equal(2003, (await lab.Session.Groups.CreateAsync(new GroupDraft { Cn = "one" }, lab.Context))!.GidNumber);
        await lab.Session.Groups.RemoveAsync(new GroupIdentity("one"), force: false, lab.Context);
        Assert.Equal(2004, (await lab.Session.Groups.CreateAsync(new GroupDraft { Cn = "one" }, lab.Context))!.GidNumber);
    }

    [Theory]
    [EveryEngine]
    public async Task Rows_written_past_the_module_take_their_numbers_too(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        await lab.Place.ExecuteAsync("""
            INSERT INTO [Users] ([uidNumber], [username], [cn], [sn], [mail], [createdAt], [updatedAt], [version])
            VALUES (2500, 'legacy', 'Legacy', 'Legacy', 'legacy@example.com', '2026-01-01 00:00:00', '2026-01-01 00:00:00', '00000000-0000-0000-0000-00000000000A')
            """);
        var user = await lab.RegisterAsync("bob");
        Assert.Equal((2501, UserStatus.Pending), (user.UidNumber, user.Status));
        Assert.Equal(UserStatus.Pending, (await lab.FindUserAsync("legacy"))!.Status);
    }

    [Theory]
    [EveryEngine]
    public async Task Eight_registrations_at_once_all_succeed_and_one_is_the_first(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        var users = await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            var made = new List<User>();
            for (var i = 0; i < 5; i++) made.Add((await lab.Session.Users.CreateAsync(AccountLab.Draft($"u{worker}-{i}"), new RecordingContext()))!);
            return made;
        })));

        var all = users.SelectMany(list => list).ToList();
        Assert.Equal(Enumerable.Range(2000, 40), all.Select(user => user.UidNumber).Order());
        var first = Assert.Single(all, user => user.Status == UserStatus.Active);
        Assert.Equal((2000, true), (first.UidNumber, first.IsAdministrator));
        Assert.Equal(40, (await lab.MembersAsync("ldapusers")).Length);
        Assert.Equal([first.Username], await lab.MembersAsync("sysadmins"));
    }

    [Theory]
    [EveryEngine]
    public async Task Eight_registrations_of_one_name_give_one_user(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () => await Record.ExceptionAsync(async () => await lab.Session.Users.CreateAsync(AccountLab.Draft("alice"), new RecordingContext())))));

        Assert.Single(results, error => error is null);
        Assert.All(results.OfType<Exception>(), error => Assert.Equal("UserAlreadyExists", Assert.IsType<ObjectExistsException>(error).ErrorId));
        Assert.Equal(["alice"], await lab.UsersAsync());
        Assert.Equal(2001L, await lab.MarkAsync("uid"));
    }

    [Theory]
    [EveryEngine]
    public async Task A_pool_that_is_used_up_says_so(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        await lab.Place.ExecuteAsync("UPDATE [AllocationPools] SET [nextFree] = 2147483648 WHERE [name] IN ('uid', 'gid')");
        var user = await Assert.ThrowsAsync<PoolExhaustedException>(() => lab.RegisterAsync("alice"));
        Assert.Contains("uid numbers 2000-2147483647", user.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PoolExhaustedException>(() => lab.Session.Groups.CreateAsync(new GroupDraft { Cn = "one" }, lab.Context));
        Assert.Empty(await lab.UsersAsync());
    }

    [Theory]
    [EveryEngine("alice", "other@example.com", "alice")]
    [EveryEngine("other", "alice@example.com", "alice@example.com")]
    [EveryEngine("other", "ALICE@EXAMPLE.COM", "alice@example.com")]
    public async Task A_name_and_a_mail_address_belong_to_one_user(DatabaseEngine engine, string name, string mail, string target)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        await lab.RegisterAsync("alice");
        var context = new RecordingContext();
        var error = await Assert.ThrowsAsync<ObjectExistsException>(
            () => lab.Session.Users.CreateAsync(AccountLab.Draft(name) with { Mail = mail }, context));
        Assert.Equal(("UserAlreadyExists", target), (error.ErrorId, error.Target));
        Assert.Empty(context.Lines);
    }

    [Theory]
    [EveryEngine]
    public async Task Bad_input_is_refused_before_anything_is_asked(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        var context = new RecordingContext();
        foreach (var (parameter, draft) in new (string, UserDraft)[]
        {
            ("Username", AccountLab.Draft("alice") with { Username = "Alice" }),
            ("Sn", AccountLab.Draft("alice") with { Sn = " " }),
            ("GivenName", AccountLab.Draft("alice") with { GivenName = "a\nb" }),
            ("Cn", AccountLab.Draft("alice") with { Cn = "a:b" }),
            ("Cn", AccountLab.Draft("alice") with { GivenName = new string('g', 200), Sn = new string('s', 200) }),
            ("Mail", AccountLab.Draft("alice") with { Mail = "alice" }),
            ("SshPublicKey", AccountLab.Draft("alice") with { SshPublicKey = "ssh-rsa AAAA" }),
            ("Password", AccountLab.Draft("alice") with { Password = new SecretText("short") }),
        })
        {
            var error = await Assert.ThrowsAsync<InvalidValueException>(() => lab.Session.Users.CreateAsync(draft, context));
            Assert.Equal(parameter, error.Parameter);
        }

        Assert.Empty(context.Lines);
        Assert.Empty(lab.Argon2.Take());
        Assert.Empty(await lab.UsersAsync());
    }

    [Theory]
    [EveryEngine]
    public async Task What_is_not_approved_is_not_done(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        var refusing = new RecordingContext { IsApproving = false };
        Assert.Null(await lab.Session.Users.CreateAsync(AccountLab.Draft("alice") with { Password = new SecretText(AccountLab.Password) }, refusing));
        Assert.Null(await lab.Session.Groups.CreateAsync(new GroupDraft { Cn = "one" }, refusing));
        Assert.Null(await lab.Session.SessionSecrets.CreateAsync(new SessionSecretDraft(), refusing));
        Assert.Equal(["Register user alice", "Create group one", "Create session secret"], refusing.Lines);
        Assert.Empty(await lab.UsersAsync());
        Assert.Equal(3, (await lab.GroupsAsync()).Length);
        Assert.Empty(lab.Argon2.Take());

        await lab.RegisterAsync("alice", "bob");
        Assert.Null(await lab.Session.Users.UpdateAsync(new UserIdentity("bob"), new UserChanges { Cn = "Robert" }, refusing));
        Assert.Null(await lab.Session.Users.ChangeStatusAsync(new UserIdentity("bob"), UserStatusChange.Approve, force: false, refusing));
        Assert.Null(await lab.Session.Users.SetPasswordAsync(new UserIdentity("bob"), new SecretText(AccountLab.Password), refusing));
        await lab.Session.Users.RemoveAsync(new UserIdentity("bob"), force: false, refusing);
        var bob = (await lab.FindUserAsync("bob"))!;
        Assert.Equal(("Bob Doe", UserStatus.Pending, false), (bob.Cn, bob.Status, bob.HasPassword));
    }

    [Theory]
    [EveryEngine]
    public async Task A_missing_default_group_is_named(DatabaseEngine engine)
    {
        await using var lab = await AccountLab.StartAsync(engine);
        await lab.Place.ExecuteAsync("DELETE FROM [Groups] WHERE [cn] = 'ldapusers'");
        var error = await Assert.ThrowsAsync<ObjectNotFoundException>(() => lab.RegisterAsync("alice"));
        Assert.Equal(("GroupNotFound", "ldapusers"), (error.ErrorId, error.Target));
        Assert.Empty(await lab.UsersAsync());
        Assert.Equal(2000L, await lab.MarkAsync("uid"));
    }
}
