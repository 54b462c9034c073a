using ClusterManagement.Providers.Proxmox;
using Xunit;

namespace ClusterManagement.Tests.Proxmox;

/// <summary>Secrets stay where they are, even when a server repeats them.</summary>
public sealed class SecretsTests
{
    private const string Ticket = "PVE:root@pam:6B049E52::OYIAC6HQ2FJVaBC8CCXz+w==";
    private const string Csrf = "6B049E52:d6Dv/aY2qolW";
    private const string RootPassword = "hunter22";

    private readonly List<string> _lines = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Nothing_prints_a_secret()
    {
        AssertClean(Clients.TokenEndpoint.ToString(), Clients.UserEndpoint.ToString(), Create().ToString());
        var error = Assert.Throws<InvalidValueException>(() => new ProxmoxEndpoint(new Uri("https://pve1:8006"), "root@pam", "hunter22\r\nX: y"));
        AssertClean(error.ToString());
    }

    [Fact]
    public async Task A_trace_is_one_line_with_what_matters()
    {
        using var client = Clients.Over(
            StubHandler.Always("""{"data":"UPID:pve1:00000051:00067121:6B049E5B:vzcreate:100:root@pam:"}"""), _lines.Add);
        await client.CreateContainerAsync("pve1", Create(), Token);
        var line = Assert.Single(_lines);
        Assert.StartsWith("POST /nodes/pve1/lxc vmid=100 ostemplate=local:vztmpl/a.tar.zst hostname=web1 password=*** unprivileged=1", line, StringComparison.Ordinal);
        Assert.Matches(@"description=line1 line2 -> 200 OK \d+ ms$", line);
        AssertClean(line);
    }

    [Fact]
    public async Task A_server_that_repeats_secrets_does_not_betray_them()
    {
        var handler = new StubHandler(seen => seen.Path.EndsWith("/ticket", StringComparison.Ordinal)
            ? StubHandler.Reply($$"""{"data":{"username":"root@pam","ticket":"{{Ticket}}","CSRFPreventionToken":"{{Csrf}}"} }""")
            : StubHandler.Reply(
                $$"""{"data":null,"message":"bad {{seen.Cookie}} {{Ticket}} {{Csrf}} {{Clients.Password}}\n","errors":{"password":"got '{{RootPassword}}'"} }""",
                400,
                $"bad {Clients.Password} {Ticket} {RootPassword}"));
        using var client = new ProxmoxClient(Clients.UserEndpoint, handler, _lines.Add);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.CreateContainerAsync("pve1", Create(), Token));
        AssertClean([error.ToString(), error.ReasonPhrase!, error.RecommendedAction ?? "", .. error.FieldErrors.Values, .. _lines]);
        Assert.Equal(2, _lines.Count);
        Assert.StartsWith("POST /access/ticket username=root@pam password=*** -> 200 OK", _lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(595)]
    public async Task A_token_s_secret_is_in_no_error(int status)
    {
        var text = $"no PVEAPIToken=root@pam!automation={Clients.Secret}";
        using var client = Clients.Over(StubHandler.Always($$"""{"data":null,"message":"{{text}}"}""", status, text), _lines.Add);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.GetVersionAsync(Token));
        AssertClean([error.ToString(), error.ReasonPhrase!, .. _lines]);
    }

    [Fact]
    public async Task A_broken_connection_betrays_nothing()
    {
        await using var server = new LoopbackServer((_, _) => null);
        using var client = new ProxmoxClient(new ProxmoxEndpoint(server.Url, "root", Clients.Password), _lines.Add);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.CreateContainerAsync("pve1", Create(), Token));
        Assert.False(error.IsAmbiguous);
        AssertClean([error.ToString(), .. _lines]);
    }

    [Fact]
    public void Endpoints_differ_by_their_secret_and_are_found_by_it()
    {
        var same = new ProxmoxEndpoint(new Uri("https://PVE1:8006/api2/json/"), "root@pam!automation", Clients.Secret);
        Assert.Equal(Clients.TokenEndpoint, same);
        Assert.Equal("root@pam", Clients.UserEndpoint.UserOrTokenId);
        Assert.NotEqual(Clients.TokenEndpoint, new ProxmoxEndpoint(same.Url, same.UserOrTokenId, "other-secret"));
    }

    [Theory]
    [InlineData("http://pve1:8006")]
    [InlineData("https://pve1:8006/nodes")]
    [InlineData("https://root:hunter22@pve1:8006")]
    [InlineData("pve1:8006")]
    public void Other_addresses_are_refused(string url)
    {
        var error = Assert.Throws<InvalidValueException>(() => new ProxmoxEndpoint(new Uri(url, UriKind.RelativeOrAbsolute), "root@pam", "secret-of-a"));
        AssertClean(error.ToString());
    }

    private static ContainerCreateRequest Create() => new()
    {
        VmId = 100,
        OsTemplate = "local:vztmpl/a.tar.zst",
        Hostname = "web1",
        Password = RootPassword,
        Description = "line1\nline2",
    };

    private static void AssertClean(params string[] texts) => Assert.All(texts, text =>
    {
        Assert.DoesNotContain(Clients.Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Clients.Password, text, StringComparison.Ordinal);
        Assert.DoesNotContain(RootPassword, text, StringComparison.Ordinal);
        Assert.DoesNotContain("OYIAC6HQ2FJVaBC8CCXz", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Csrf, text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text.Split("\n   at ")[0].Split("\n ---> ")[0]);
    });
}
