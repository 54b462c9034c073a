using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>Passwords, and who may sign in with them.</summary>
public sealed class CredentialTests : IDisposable
{
    private const string Password = "correct horse battery staple";

    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_credential_registers_and_signs_in()
    {
        var user = _session.Invoke("New-ClusterUser -Credential $given -Sn Doe -Mail alice@example.com", new { given = Secrets.Credential("alice", Password) }).Single;
        Assert.Equal(("alice", "True"), (user.Text("Username"), user.Text("HasPassword")));

        Assert.Equal([true, false, false], _session.Invoke(
            "$right, $wrong, $unknown | Test-ClusterCredential",
            new
            {
                right = Secrets.Credential("alice", Password),
                wrong = Secrets.Credential("alice", "correct horse battery stable"),
                unknown = Secrets.Credential("nobody", Password),
            }).Succeeded().Objects.Select(item => (bool)item.BaseObject));
    }

    [Fact]
    public void Only_active_users_sign_in()
    {
        var right = Secrets.Credential("bob", Password);
        _session.Invoke(
            """
            $null = New-ClusterUser alice -Sn Doe -Mail alice@example.com
            $null = New-ClusterUser bob -Sn Doe -Mail bob@example.com -Password $right.Password
            """,
            new { right }).Succeeded();

        Assert.Equal([false, true, false, true], _session.Invoke("""
            Test-ClusterCredential $right
            Approve-ClusterUser bob
            Test-ClusterCredential $right
            Suspend-ClusterUser bob
            Test-ClusterCredential -Credential $right
            Resume-ClusterUser bob
            Test-ClusterCredential $right
            """).Succeeded().Objects.Select(item => (bool)item.BaseObject));
    }

    [Theory]
    [InlineData("Set-ClusterUserPassword alice -Password $next.Password")]
    [InlineData("Set-ClusterUserPassword al* $next.Password")]
    [InlineData("Get-ClusterUser alice | Set-ClusterUserPassword -Password $next.Password")]
    [InlineData("Set-ClusterUserPassword -Credential $next")]
    [InlineData("$next | Set-ClusterUserPassword")]
    public void A_password_is_set(string script)
    {
        var next = Secrets.Credential("alice", "another good one");
        _session.Invoke("$null = New-ClusterUser alice -Sn Doe -Mail alice@example.com", new { next }).Succeeded();

        Assert.Empty(_session.Invoke(script).Succeeded().Objects);

        Assert.True(_session.Invoke("Test-ClusterCredential $next").Single.BaseObject is true);
        Assert.Contains(DatabaseDump.Read(_session.Database), line => line.Contains("userPassword=$argon2id$v=19$m=65536,t=3,p=4$", StringComparison.Ordinal));
    }

    [Fact]
    public void A_hash_of_another_tool_signs_in_and_is_renewed()
    {
        _session.Invoke("$null = New-ClusterUser alice -Sn Doe -Mail alice@example.com").Succeeded();
        DatabaseDump.Execute(
            _session.Database,
            "UPDATE Users SET userPassword = '$argon2id$v=19$m=4096,p=1,t=3$ABEiM0RVZneImaq7zN3u/w$mNFb71ejzg/9oyS3Pz00m6EsyxOIPVNYe6I1VsENgZ8'");

        var given = Secrets.Credential("alice", Password);
        Assert.True(_session.Invoke("Test-ClusterCredential $given", new { given }).Single.BaseObject is true);
        Assert.Contains(DatabaseDump.Read(_session.Database), line => line.Contains("userPassword=$argon2id$v=19$m=65536,t=3,p=4$", StringComparison.Ordinal));
        Assert.True(_session.Invoke("Test-ClusterCredential $given").Single.BaseObject is true);
    }

    [Theory]
    [InlineData("short77")]
    [InlineData("with a line\nbreak")]
    public void A_bad_password_is_refused_and_not_repeated(string password)
    {
        _session.Invoke("$null = New-ClusterUser alice -Sn Doe -Mail alice@example.com").Succeeded();
        foreach (var script in new[]
        {
            "Set-ClusterUserPassword alice -Password $bad -Verbose -Debug",
            "New-ClusterUser bob -Sn Doe -Mail bob@example.com -Password $bad -Verbose -Debug",
        })
        {
            var result = _session.Invoke(script, new { bad = Secrets.Secure(password) });
            result.FailedWith("InvalidValue", ErrorCategory.InvalidArgument);
            Assert.DoesNotContain(password, result.Text, StringComparison.Ordinal);
        }

        Assert.Equal("False", _session.Invoke("Get-ClusterUser").Single.Text("HasPassword"));
    }

    [Fact]
    public void No_stream_shows_a_password_a_hash_or_a_reason()
    {
        var given = Secrets.Credential("bob", "a wrong password 17");
        var made = _session.Invoke(
            """
            New-ClusterUser alice -Sn Doe -Mail alice@example.com -Password $given.Password -Verbose -Debug
            New-ClusterUser bob -Sn Doe -Mail bob@example.com -Password $given.Password -Verbose -Debug
            Set-ClusterUserPassword bob -Password $given.Password -Verbose -Debug -PassThru
            """,
            new { given }).Succeeded();
        var tested = _session.Invoke("$given | Test-ClusterCredential -Verbose -Debug").Succeeded();

        Assert.DoesNotContain("a wrong password 17", made.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("argon2", made.Text, StringComparison.Ordinal);
        Assert.Equal("False", tested.Text);
        Assert.DoesNotContain(DatabaseDump.Read(_session.Database), line => line.Contains("a wrong password 17", StringComparison.Ordinal));
    }
}
