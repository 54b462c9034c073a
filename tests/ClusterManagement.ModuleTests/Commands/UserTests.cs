using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>The cmdlets of users.</summary>
public sealed class UserTests : IDisposable
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOIx90VJJO25+fZI33P4wwKRYc8SuodkrUm8oLs9/OQ5 me@host";

    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void The_first_user_administers_and_comes_back_as_it_was_stored()
    {
        var user = _session.Invoke("New-ClusterUser alice -GivenName Alice -Sn Doe -Mail Alice@Example.com -SshPublicKey $key", new { key = Key }).Single;

        Assert.Equal("ClusterManagement.User", user.TypeNames[0]);
        Assert.Equal(
            ("alice", "Alice Doe", "Doe", "Alice", "alice@example.com", Key),
            (user.Text("Username"), user.Text("Cn"), user.Text("Sn"), user.Text("GivenName"), user.Text("Mail"), user.Text("SshPublicKey")));
        Assert.Equal((2000, "Active", "True", "False"), (user.Number("UidNumber"), user.Text("Status"), user.Text("IsAdministrator"), user.Text("HasPassword")));
        Assert.Equal(["ldapusers", "sysadmins"], (IEnumerable<string>)user.Value("Groups")!);
        Assert.Equal(DateTimeKind.Utc, Assert.IsType<DateTime>(user.Value("CreatedAt")).Kind);
    }

    [Fact]
    public void Rows_of_a_table_become_users_that_are_let_in()
    {
        Make("admin");
        var users = _session.Invoke("""
            [pscustomobject]@{ Username = 'bob'; GivenName = 'Bob'; Sn = 'Doe'; Mail = 'bob@example.com'; SshPublicKey = '' },
            [pscustomobject]@{ Name = 'carol'; FullName = 'Carol A. Roe'; Surname = 'Roe'; Email = 'carol@example.com' } |
                New-ClusterUser | Approve-ClusterUser -PassThru
            """).Succeeded();

        Assert.Equal(["bob", "carol"], users.Values("Username"));
        Assert.Equal(["Bob Doe", "Carol A. Roe"], users.Values("Cn"));
        Assert.Equal(["Active", "Active"], users.Values("Status"));
        Assert.Equal(["False", "False"], users.Values("IsAdministrator"));
    }

    [Fact]
    public void One_bad_row_of_a_table_leaves_the_others()
    {
        var result = _session.Invoke("""
            'alice', 'Bad Name', 'alice', 'bob' | ForEach-Object { [pscustomobject]@{ Username = $_; Sn = 'Doe'; Mail = "$($_[0])@example.com" } } | New-ClusterUser
            """);

        Assert.Equal(["alice", "bob"], result.Values("Username"));
        Assert.Equal(["InvalidValue", "UserAlreadyExists"], result.ErrorIds);
        Assert.Equal([2000, 2001], result.Objects.Select(user => user.Number("UidNumber")));
    }

    [Theory]
    [InlineData("Get-ClusterUser", "alice bob carol")]
    [InlineData("Get-ClusterUser BOB", "bob")]
    [InlineData("Get-ClusterUser carol, alice", "carol alice")]
    [InlineData("Get-ClusterUser *o*", "bob carol")]
    [InlineData("Get-ClusterUser C*", "carol")]
    [InlineData("Get-ClusterUser nobody*", "")]
    [InlineData("'alice', 'c*' | Get-ClusterUser", "alice carol")]
    [InlineData("Get-ClusterUser alice | Get-ClusterUser", "alice")]
    [InlineData("[pscustomobject]@{ User = 'bob' } | Get-ClusterUser", "bob")]
    [InlineData("Get-ClusterUser -Status Pending", "bob")]
    [InlineData("Get-ClusterUser -Status active, suspended", "alice carol")]
    [InlineData("Get-ClusterUser -Group sysadmins", "alice")]
    [InlineData("Get-ClusterUser -Group 2000 -Status Suspended", "carol")]
    [InlineData("Get-ClusterUser b* -Group ldapusers", "bob")]
    [InlineData("Get-ClusterGroup sysadmins, ldapusers | Get-ClusterUser", "alice alice bob carol")]
    [InlineData("Get-ClusterGroupMember ldapusers | Get-ClusterUser", "alice bob carol")]
    [InlineData("Get-ClusterUser -Group administrators", "")]
    public void Users_are_found(string script, string expected)
    {
        Make("alice", "bob", "carol");
        _session.Invoke("Approve-ClusterUser carol; Suspend-ClusterUser carol").Succeeded();

        Assert.Equal(expected, string.Join(' ', _session.Invoke(script).Succeeded().Values("Username")));
    }

    [Theory]
    [InlineData("Get-ClusterUser nobody", "UserNotFound", "nobody")]
    [InlineData("Get-ClusterUser -Group nothing", "GroupNotFound", "nothing")]
    [InlineData("Get-ClusterUser alice -Group 2999", "GroupNotFound", "2999")]
    [InlineData("Set-ClusterUser nobody -Cn X", "UserNotFound", "nobody")]
    [InlineData("Remove-ClusterUser 2999 -Confirm:$false", "UserNotFound", "2999")]
    [InlineData("Approve-ClusterUser nobody", "UserNotFound", "nobody")]
    [InlineData("Set-ClusterUserPassword nobody -Password $password", "UserNotFound", "nobody")]
    public void What_is_not_there_is_named(string script, string id, string target)
    {
        Make("alice");
        var error = _session.Invoke(script, new { password = Secrets.Secure("a new password") }).FailedWith(id, ErrorCategory.ObjectNotFound);
        Assert.Equal(target, error.TargetObject);
    }

    [Theory]
    [InlineData("Set-ClusterUser alice -NewUsername other -PassThru")]
    [InlineData("Set-ClusterUser ALICE -NewName other -PassThru")]
    [InlineData("Set-ClusterUser 2000 -NewUsername other -PassThru")]
    [InlineData("'alice' | Set-ClusterUser -NewUsername other -PassThru")]
    [InlineData("2000 | Set-ClusterUser -NewUsername other -PassThru")]
    [InlineData("Get-ClusterUser | Set-ClusterUser -NewUsername other -PassThru")]
    [InlineData("Set-ClusterUser (Get-ClusterUser) -NewUsername other -PassThru")]
    [InlineData("[pscustomobject]@{ User = 'alice' } | Set-ClusterUser -NewUsername other -PassThru")]
    [InlineData("[pscustomobject]@{ Username = 'alice' } | Set-ClusterUser -NewUsername other -PassThru")]
    [InlineData("Set-ClusterUser -Name alice -NewUsername other -PassThru")]
    [InlineData("Set-ClusterUser al* -NewUsername other -PassThru")]
    [InlineData("Get-ClusterGroupMember sysadmins | Set-ClusterUser -NewUsername other -PassThru")]
    public void A_user_is_named_in_many_ways(string script)
    {
        Make("alice");
        Assert.Equal("other", _session.Invoke(script).Single.Text("Username"));
    }

    [Fact]
    public void Set_changes_what_is_given_and_nothing_else()
    {
        Make("alice");
        var silent = _session.Invoke("Set-ClusterUser alice -Mail NEW@example.com -SshPublicKey $key", new { key = Key }).Succeeded();
        var user = _session.Invoke("Get-ClusterUser alice").Single;
        Assert.Empty(silent.Objects);
        Assert.Equal(("new@example.com", Key, "Doe"), (user.Text("Mail"), user.Text("SshPublicKey"), user.Text("Sn")));

        var cleared = _session.Invoke("Set-ClusterUser alice -SshPublicKey $null -PassThru").Single;
        Assert.Null(cleared.Value("SshPublicKey"));
        Assert.Equal("new@example.com", cleared.Text("Mail"));
    }

    [Theory]
    [InlineData("-Mail bob@example.com", "UserAlreadyExists")]
    [InlineData("-NewUsername bob", "UserAlreadyExists")]
    [InlineData("-NewUsername 'a b'", "InvalidValue")]
    [InlineData("-Mail nonsense", "InvalidValue")]
    [InlineData("-Sn \"a`nb\"", "InvalidValue")]
    [InlineData("-Cn $null", "InvalidValue")]
    [InlineData("-SshPublicKey 'ssh-rsa AAAA'", "InvalidValue")]
    public void Bad_changes_are_refused(string parameters, string id)
    {
        Make("alice", "bob");
        var before = DatabaseDump.Read(_session.Database);
        Assert.Equal([id], _session.Invoke($"Set-ClusterUser alice {parameters}").ErrorIds);
        Assert.Equal(before, DatabaseDump.Read(_session.Database));
    }

    [Fact]
    public void Who_waits_is_let_in_shut_out_and_let_in_again()
    {
        Make("alice", "bob", "carol");
        var approved = _session.Invoke("Get-ClusterUser -Status Pending | Approve-ClusterUser -PassThru").Succeeded();
        Assert.Equal(["bob", "carol"], approved.Values("Username"));
        Assert.Empty(_session.Invoke("Approve-ClusterUser bob").Succeeded().Objects);

        Assert.Equal("Suspended", _session.Invoke("Suspend-ClusterUser bob -PassThru").Single.Text("Status"));
        _session.Invoke("Approve-ClusterUser bob").FailedWith("UserInUse", ErrorCategory.ResourceBusy);
        Assert.Equal("Active", _session.Invoke("'bob' | Resume-ClusterUser -PassThru").Single.Text("Status"));
        Assert.Empty(_session.Invoke("Get-ClusterUser -Status Pending, Suspended").Succeeded().Objects);
    }

    [Fact]
    public void The_last_administrator_stays_when_everybody_is_removed()
    {
        Make("alice", "bob", "carol");
        var result = _session.Invoke("Get-ClusterUser | Remove-ClusterUser -Confirm:$false");
        var error = result.FailedWith("LastAdministrator", ErrorCategory.ResourceBusy);
        Assert.Equal("alice", error.TargetObject);
        Assert.Contains("-Force", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(["alice"], _session.Invoke("Get-ClusterUser").Values("Username"));

        _session.Invoke("Suspend-ClusterUser alice").FailedWith("LastAdministrator", ErrorCategory.ResourceBusy);
        Assert.Equal("Suspended", _session.Invoke("Suspend-ClusterUser alice -Force -PassThru").Single.Text("Status"));
        _session.Invoke("Resume-ClusterUser alice; Remove-ClusterUser alice -Force -Confirm:$false").Succeeded();
        Assert.Empty(_session.Invoke("Get-ClusterUser").Succeeded().Objects);
    }

    [Fact]
    public void Users_removed_do_not_give_their_numbers_back()
    {
        Make("alice", "bob");
        _session.Invoke("Remove-ClusterUser bob -Confirm:$false").Succeeded();
        Make("carol");
        Assert.Equal(["2000", "2002"], _session.Invoke("Get-ClusterUser").Values("UidNumber"));
    }

    private void Make(params string[] names) =>
        _session.Invoke("foreach ($name in $names) { $null = New-ClusterUser $name -Sn Doe -Mail \"$name@example.com\" }", new { names }).Succeeded();
}
