using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>The cmdlets of session secrets.</summary>
public sealed class SessionSecretTests : IDisposable
{
    private const string Given = "0123456789abcdef0123456789abcdef";

    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void The_newest_signs_and_no_secret_shows()
    {
        var made = _session.Invoke("New-SessionSecret; New-SessionSecret -Verbose -Debug").Succeeded();
        Assert.Equal(["1", "2"], made.Values("Id"));
        Assert.All(made.Objects, secret => Assert.Null(secret.Value("Secret")));

        var listed = _session.Invoke("Get-SessionSecret").Succeeded();
        Assert.Equal(["2", "1"], listed.Values("Id"));
        Assert.Equal(["True", "False"], listed.Values("IsNewest"));
        Assert.Equal("2", _session.Invoke("Get-SessionSecret -Newest").Single.Text("Id"));
        Assert.Equal("1", _session.Invoke("Get-SessionSecret 1").Single.Text("Id"));
        _session.Invoke("Get-SessionSecret 9").FailedWith("SessionSecretNotFound", ErrorCategory.ObjectNotFound);
    }

    [Fact]
    public void A_secret_is_handed_out_when_asked_for()
    {
        var made = Secrets.Reveal(_session.Invoke("New-SessionSecret -Length 40 -IncludeSecret").Single.Value("Secret"));
        Assert.Matches(@"\A[A-Za-z0-9_-]{40}\z", made);
        Assert.Equal(made, Secrets.Reveal(_session.Invoke("Get-SessionSecret -Newest -IncludeSecret").Single.Value("Secret")));
        Assert.DoesNotContain(DatabaseDump.Read(_session.Database), line => line.Contains(made, StringComparison.Ordinal));
        Assert.Equal(64, Secrets.Reveal(_session.Invoke("New-SessionSecret -IncludeSecret").Single.Value("Secret")).Length);
    }

    [Fact]
    public void A_given_secret_is_taken_once()
    {
        var made = _session.Invoke("New-SessionSecret -Secret $given -IncludeSecret", new { given = Secrets.Secure(Given) }).Single;
        Assert.Equal(Given, Secrets.Reveal(made.Value("Secret")));
        var twice = _session.Invoke("New-SessionSecret -Secret $given");
        twice.FailedWith("SessionSecretAlreadyExists", ErrorCategory.ResourceExists);
        Assert.DoesNotContain(Given, twice.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-SessionSecret -Length 31")]
    [InlineData("New-SessionSecret -Length 65")]
    [InlineData("New-SessionSecret -Secret $given")]
    [InlineData("Remove-SessionSecret -OlderThan -1.00:00:00 -Confirm:$false")]
    public void Bad_input_is_refused(string script)
    {
        var result = _session.Invoke(script, new { given = Secrets.Secure("too short") });
        result.FailedWith("InvalidValue", ErrorCategory.InvalidArgument);
        Assert.DoesNotContain("too short", result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Remove-SessionSecret 1 -Confirm:$false", "3 2", "")]
    [InlineData("Remove-SessionSecret 1, 2 -Confirm:$false", "3", "")]
    [InlineData("Get-SessionSecret | Remove-SessionSecret -Confirm:$false", "3", "SessionSecretInUse")]
    [InlineData("Remove-SessionSecret 3 -Confirm:$false", "3 2 1", "SessionSecretInUse")]
    [InlineData("Remove-SessionSecret 9 -Confirm:$false", "3 2 1", "SessionSecretNotFound")]
    [InlineData("Remove-SessionSecret -OlderThan 30.00:00:00 -Confirm:$false", "3 2", "")]
    [InlineData("Remove-SessionSecret -OlderThan 0 -Confirm:$false", "3", "")]
    [InlineData("Remove-SessionSecret -OlderThan 365.00:00:00 -Confirm:$false", "3 2 1", "")]
    public void Old_secrets_go_and_the_newest_stays(string script, string left, string errors)
    {
        _session.Invoke("$null = 1..3 | ForEach-Object { New-SessionSecret }").Succeeded();
        DatabaseDump.Execute(_session.Database, "UPDATE SessionSecrets SET createdAt = datetime('now', '-60 days') WHERE id IN (1, 3)");

        var result = _session.Invoke(script);

        Assert.Empty(result.Objects);
        Assert.Equal(errors, string.Join(' ', result.ErrorIds));
        Assert.Equal(left, string.Join(' ', _session.Invoke("Get-SessionSecret").Succeeded().Values("Id")));
    }

    [Fact]
    public void Other_objects_do_not_bind_by_their_numbers()
    {
        _session.Invoke("$null = New-ClusterUser alice -Sn Doe -Mail a@example.com; $null = 1..2 | ForEach-Object { New-SessionSecret }").Succeeded();
        var result = _session.Invoke("Get-ClusterUser | Remove-SessionSecret -Confirm:$false; [pscustomobject]@{ Id = 1 } | Remove-SessionSecret -Confirm:$false");
        Assert.Equal(["InputObjectNotBound", "InputObjectNotBound"], result.ErrorIds);
        Assert.Equal(2, _session.Invoke("Get-SessionSecret").Objects.Count);
    }
}
