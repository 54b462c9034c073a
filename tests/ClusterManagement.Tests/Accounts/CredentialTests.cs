using ClusterManagement.Engine.Accounts;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Accounts;

/// <summary>Only an active user with the right password passes, and every failure looks and costs the same.</summary>
public sealed class CredentialTests
{
    // Made by node's argon2 0.45 from "correct horse battery staple", with 4 MiB and one lane.
    private const string Weak = "$argon2id$v=19$m=4096,p=1,t=3$ABEiM0RVZneImaq7zN3u/w$mNFb71ejzg/9oyS3Pz00m6EsyxOIPVNYe6I1VsENgZ8";

    [Fact]
    public async Task Only_an_active_user_with_the_right_password_passes()
    {
        using var lab = await StartAsync();
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
        using var lab = await StartAsync();
        await lab.AdmitAsync("strange");
        await lab.AdmitAsync("hostile");
        lab.Execute("UPDATE \"Users\" SET \"userPassword\" = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy' WHERE \"username\" = 'strange'");
        lab.Execute("UPDATE \"Users\" SET \"userPassword\" = '" + Weak.Replace("m=4096", "m=2000000000", StringComparison.Ordinal) + "' WHERE \"username\" = 'hostile'");
        lab.Argon2.Take();
        var context = new RecordingContext();

        Assert.False(await lab.Session.Users.TestCredentialAsync(name, new SecretText(password), context));
        Assert.Equal([PasswordPolicy.Today], lab.Argon2.Take());
        Assert.Empty(context.Lines);
    }

    [Fact]
    public async Task A_good_sign_in_takes_that_work_too()
    {
        using var lab = await StartAsync();
        Assert.True(await lab.SignInAsync("alice"));
        Assert.Equal([PasswordPolicy.Today], lab.Argon2.Take());
    }

    [Fact]
    public async Task A_weak_hash_is_renewed_by_the_right_password_alone()
    {
        using var lab = await StartAsync();
        SetHash(lab, Weak);
        Assert.False(await lab.SignInAsync("alice", "wrong password"));
        Assert.Equal(Weak, ReadHash(lab));
        Assert.Equal(2, lab.Argon2.Take().Length);

        Assert.True(await lab.SignInAsync("alice"));
        Assert.Equal(2, lab.Argon2.Take().Length);
        Assert.StartsWith("$argon2id$v=19$m=65536,t=3,p=4$", ReadHash(lab), StringComparison.Ordinal);
        Assert.True(await lab.SignInAsync("alice"));
        Assert.Single(lab.Argon2.Take());
    }

    [Fact]
    public async Task A_hash_of_today_is_left_alone()
    {
        using var lab = await StartAsync();
        var before = ReadHash(lab);
        Assert.True(await lab.SignInAsync("alice"));
        Assert.Equal(before, ReadHash(lab));
    }

    [Fact]
    public async Task A_sign_in_passes_although_its_hash_cannot_be_renewed()
    {
        using var lab = await StartAsync();
        SetHash(lab, Weak);
        lab.Execute("CREATE TRIGGER refuse BEFORE UPDATE ON \"Users\" BEGIN SELECT RAISE(ABORT, 'not now'); END");
        var context = new RecordingContext();

        Assert.True(await lab.Session.Users.TestCredentialAsync("alice", new SecretText(AccountLab.Password), context));
        Assert.Equal(Weak, ReadHash(lab));
        Assert.Contains("was not renewed", Assert.Single(context.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_was_set_during_a_sign_in_stays()
    {
        using var lab = await StartAsync();
        SetHash(lab, Weak);
        var other = new string('x', 20);
        lab.Argon2.BeforeNext = () => lab.Execute($"UPDATE \"Users\" SET \"userPassword\" = '{other}' WHERE \"username\" = 'alice'");

        Assert.True(await lab.SignInAsync("alice"));
        Assert.Equal(other, ReadHash(lab));
    }

    [Fact]
    public async Task A_new_password_takes_the_place_of_the_old_one()
    {
        using var lab = await StartAsync();
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
        using var lab = await StartAsync();
        await lab.Session.Users.SetPasswordAsync(new UserIdentity("alice"), new SecretText("Zo\u00eb's password"), lab.Context);
        Assert.True(await lab.SignInAsync("alice", "Zo\u00eb's password"));
        Assert.False(await lab.SignInAsync("alice", "Zoe\u0308's password"));
    }

    [Fact]
    public async Task No_password_and_no_hash_shows_anywhere()
    {
        using var lab = await StartAsync();
        await lab.SignInAsync("alice", "a wrong password 17");
        var user = await lab.FindUserAsync("alice");
        var said = string.Join('\n', lab.Context.Lines) + user + System.Text.Json.JsonSerializer.Serialize(user);
        Assert.DoesNotContain(AccountLab.Password, said, StringComparison.Ordinal);
        Assert.DoesNotContain("a wrong password 17", said, StringComparison.Ordinal);
        Assert.DoesNotContain("argon2", said, StringComparison.Ordinal);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(lab.Folder))
        {
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            Assert.DoesNotContain(AccountLab.Password, text, StringComparison.Ordinal);
        }
    }

    private static async Task<AccountLab> StartAsync()
    {
        var lab = await AccountLab.StartAsync();
        foreach (var name in new[] { "alice", "pending", "suspended" })
        {
            await lab.Session.Users.CreateAsync(AccountLab.Draft(name) with { Password = new SecretText(AccountLab.Password) }, lab.Context);
        }

        await lab.Session.Users.ChangeStatusAsync(new UserIdentity("suspended"), UserStatusChange.Approve, force: false, lab.Context);
        await lab.Session.Users.ChangeStatusAsync(new UserIdentity("suspended"), UserStatusChange.Suspend, force: false, lab.Context);
        await lab.AdmitAsync("nopassword");
        lab.Argon2.Take();
        return lab;
    }

    private static void SetHash(AccountLab lab, string hash) =>
        lab.Execute($"UPDATE \"Users\" SET \"userPassword\" = '{hash}' WHERE \"username\" = 'alice'");

    private static string ReadHash(AccountLab lab) => (string)lab.Read("SELECT \"userPassword\" FROM \"Users\" WHERE \"username\" = 'alice'")!;
}
