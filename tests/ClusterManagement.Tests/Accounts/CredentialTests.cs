using ClusterManagement.Engine.Accounts;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Accounts;

/// <summary>Only an active user with the right password passes, and every failure looks and costs the same.</summary>
public sealed class CredentialTests
{
    // Both made by node's argon2 from "correct horse battery staple", the second with 4 MiB and one lane only.
    private const string Today = "$argon2id$v=19$m=65536,t=3,p=4$ABEiM0RVZneImaq7zN3u/w$rrCKgb252gfDL4+dLIfPujMTwP3HRoF55JTFZoDwro0";
    private const string Weak = "$argon2id$v=19$m=4096,p=1,t=3$ABEiM0RVZneImaq7zN3u/w$mNFb71ejzg/9oyS3Pz00m6EsyxOIPVNYe6I1VsENgZ8";

    [Theory]
    [EveryEngine]
    public async Task Only_an_active_user_with_the_right_password_passes(DatabaseEngine engine)
    {
        await using var lab = await StartAsync(engine);
        Assert.True(await lab.SignInAsync("alice"));
        Assert.True(await lab.SignInAsync("ALICE"));
        Assert.False(await lab.SignInAsync("alice", AccountLab.Password + " "));
        Assert.False(await lab.SignInAsync("alice", AccountLab.Password.ToUpperInvariant()));
        Assert.False(await lab.SignInAsync("pending"));
        Assert.False(await lab.SignInAsync("suspended"));
        Assert.False(await lab.SignInAsync("nopassword"));
        Assert.False(await lab.SignInAsync("nopassword", string.Empty));

        await lab.Session.Users.ChangeStatusAsync(new UserIdentity("suspended"), UserStatusChange.Resume, force: false, lab.Context);
        await lab.Session.Users.ChangeStatusAsync(new UserIdentity("pending"), UserStatusChange.Approve, force: false, lab.Context);
        Assert.True(await lab.SignInAsync("suspended"));
        Assert.True(await lab.SignInAsync("pending"));
    }

    [Theory]
    [InlineData("alice", "wrong password")]
    [InlineData("alice", "")]
    [InlineData("nobody", AccountLab.Password)]
    [InlineData("", AccountLab.Password)]
    [InlineData("' OR 1=1 --", AccountLab.Password)]
    [InlineData("pending", AccountLab.Password)]
    [InlineData("pending", "wrong password")]
    [InlineData("suspended", AccountLab.Password)]
    [InlineData("nopassword", AccountLab.Password)]
    [InlineData("strange", AccountLab.Password)]
    [InlineData("hostile", AccountLab.Password)]
    public async Task Every_failure_takes_the_same_work_and_says_nothing(string name, string password)
    {
        await using var lab = await StartAsync();
        await lab.AdmitAsync("strange");
        await lab.AdmitAsync("hostile");
        await lab.Place.ExecuteAsync("UPDATE [Users] SET [userPassword] = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy' WHERE [username] = 'strange'");
        await lab.Place.ExecuteAsync("UPDATE [Users] SET [userPassword] = '" + Weak.Replace("m=4096", "m=2000000000", StringComparison.Ordinal) + "' WHERE [username] = 'hostile'");
        var context = new RecordingContext();

        Assert.False(await lab.Session.Users.TestCredentialAsync(name, new SecretText(password), context));
        Assert.Equal([PasswordPolicy.Today], lab.Argon2.Take());
        Assert.Empty(context.Lines);
    }

    [Fact]
    public async Task A_good_sign_in_takes_that_work_too()
    {
        await using var lab = await StartAsync();
        Assert.True(await lab.SignInAsync("alice"));
        Assert.Equal([PasswordPolicy.Today], lab.Argon2.Take());
    }

    [Theory]
    [EveryEngine]
    public async Task A_weak_hash_is_renewed_by_the_right_password_alone(DatabaseEngine engine)
    {
        await using var lab = await StartAsync(engine);
        await SetHashAsync(lab, Weak);
        Assert.False(await lab.SignInAsync("alice", "wrong password"));
        Assert.Equal(Weak, await ReadHashAsync(lab));
        Assert.Equal(2, lab.Argon2.Take().Length);

        Assert.True(await lab.SignInAsync("alice"));
        Assert.Equal(2, lab.Argon2.Take().Length);
        Assert.StartsWith("$argon2id$v=19$m=65536,t=3,p=4$", await ReadHashAsync(lab), StringComparison.Ordinal);
        Assert.True(await lab.SignInAsync("alice"));
        Assert.Single(lab.Argon2.Take());
    }

    [Fact]
    public async Task A_hash_of_today_is_left_alone()
    {
        await using var lab = await StartAsync();
        var before = await ReadHashAsync(lab);
        Assert.True(await lab.SignInAsync("alice"));
        Assert.Equal(before, await ReadHashAsync(lab));
    }

    [Fact]
    public async Task A_sign_in_passes_although_its_hash_cannot_be_renewed()
    {
        await using var lab = await StartAsync();
        await SetHashAsync(lab, Weak);
        await lab.Place.ExecuteAsync("CREATE TRIGGER refuse BEFORE UPDATE ON [Users] BEGIN SELECT RAISE(ABORT, 'not now'); END");
        var context = new RecordingContext();

        Assert.True(await lab.Session.Users.TestCredentialAsync("alice", new SecretText(AccountLab.Password), context));
        Assert.Equal(Weak, await ReadHashAsync(lab));
        Assert.Contains("was not renewed", Assert.Single(context.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [EveryEngine]
    public async Task A_password_that_was_set_during_a_sign_in_stays(DatabaseEngine engine)
    {
        await using var lab = await StartAsync(engine);
        await SetHashAsync(lab, Weak);
        var other = new string('x', 20);
        lab.Argon2.BeforeNext = () => lab.Place.ExecuteAsync($"UPDATE [Users] SET [userPassword] = '{other}' WHERE [username] = 'alice'");

        Assert.True(await lab.SignInAsync("alice"));
        Assert.Equal(other, await ReadHashAsync(lab));
    }

    [Fact]
    public async Task A_new_password_takes_the_place_of_the_old_one()
    {
        await using var lab = await StartAsync();
        var user = await lab.Session.Users.SetPasswordAsync(new UserIdentity("alice"), new SecretText("another password"), lab.Context);
        Assert.True(user?.HasPassword);
        Assert.False(await lab.SignInAsync("alice"));
        Assert.True(await lab.SignInAsync("alice", "another password"));
        await Assert.ThrowsAsync<InvalidValueException>(
            () => lab.Session.Users.SetPasswordAsync(new UserIdentity("alice"), new SecretText("short"), lab.Context));
        Assert.True(await lab.SignInAsync("alice", "another password"));
    }

    [Fact]
    public async Task Passwords_are_compared_as_they_are_typed()
    {
        await using var lab = await StartAsync();
        await lab.Session.Users.SetPasswordAsync(new UserIdentity("alice"), new SecretText("Zo\u00eb's password"), lab.Context);
        Assert.True(await lab.SignInAsync("alice", "Zo\u00eb's password"));
        Assert.False(await lab.SignInAsync("alice", "Zoe\u0308's password"));
    }

    [Fact]
    public async Task No_password_and_no_hash_shows_anywhere()
    {
        await using var lab = await StartAsync();
        await lab.SignInAsync("alice", "a wrong password 17");
        var user = await lab.FindUserAsync("alice");
        var said = string.Join('\n', lab.Context.Lines) + user + System.Text.Json.JsonSerializer.Serialize(user);
        Assert.DoesNotContain(AccountLab.Password, said, StringComparison.Ordinal);
        Assert.DoesNotContain("a wrong password 17", said, StringComparison.Ordinal);
        Assert.DoesNotContain("argon2", said, StringComparison.Ordinal);
        Assert.DoesNotContain(AccountLab.Password, await lab.FilesAsync(), StringComparison.Ordinal);
    }

    private static async Task<AccountLab> StartAsync(DatabaseEngine engine = DatabaseEngine.SQLite)
    {
        var lab = await AccountLab.StartAsync(engine);
        await lab.RegisterAsync("alice", "pending", "suspended");
        await lab.Place.ExecuteAsync($"UPDATE [Users] SET [userPassword] = '{Today}'");
        await lab.Session.Users.ChangeStatusAsync(new UserIdentity("suspended"), UserStatusChange.Approve, force: false, lab.Context);
        await lab.Session.Users.ChangeStatusAsync(new UserIdentity("suspended"), UserStatusChange.Suspend, force: false, lab.Context);
        await lab.AdmitAsync("nopassword");
        return lab;
    }

    private static Task SetHashAsync(AccountLab lab, string hash) =>
        lab.Place.ExecuteAsync($"UPDATE [Users] SET [userPassword] = '{hash}' WHERE [username] = 'alice'");

    private static async Task<string> ReadHashAsync(AccountLab lab) =>
        (string)(await lab.Place.ScalarAsync("SELECT [userPassword] FROM [Users] WHERE [username] = 'alice'"))!;
}
