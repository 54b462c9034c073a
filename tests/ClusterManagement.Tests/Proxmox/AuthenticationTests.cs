using ClusterManagement.Providers.Proxmox;
using Xunit;

namespace ClusterManagement.Tests.Proxmox;

public sealed class AuthenticationTests
{
    private const string Version = """{"data":{"version":"9.2.11","release":"9.2"}}""";
    private const string Started = """{"data":"UPID:pve1:00000051:00067121:6B049E5B:vzstart:100:root@pam:"}""";

    private readonly LeapingClock _clock = new();
    private int _logins;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_goes_into_the_header_and_needs_no_login()
    {
        var handler = StubHandler.Always(Started);
        using var client = Clients.Over(handler);
        await client.StartAsync("pve1", 100, Token);
        var request = Assert.Single(handler.Requests);
        Assert.Equal(("PVEAPIToken=root@pam!automation=" + Clients.Secret, null, null), (request.Authorization, request.Cookie, request.Csrf));
    }

    [Fact]
    public async Task A_user_logs_in_once_and_guards_changes()
    {
        var handler = new StubHandler(Server);
        using var client = UserClient(handler);
        await client.GetVersionAsync(Token);
        await client.StartAsync("pve1", 100, Token);
        Assert.Equal("username=root%40pam&password=pa55-of-root", handler.Requests[0].Body);
        Assert.Equal(("PVEAuthCookie=PVE%3Aroot%40pam%3A1%3A%3Asig1%2B", null), (handler.Requests[1].Cookie, handler.Requests[1].Csrf));
        Assert.Equal(("PVEAuthCookie=PVE%3Aroot%40pam%3A1%3A%3Asig1%2B", "csrf1"), (handler.Requests[2].Cookie, handler.Requests[2].Csrf));
        Assert.Equal(1, _logins);
    }

    [Fact]
    public async Task Many_at_once_log_in_once()
    {
        using var client = UserClient(new StubHandler(Server));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetVersionAsync(Token)));
        Assert.Equal(1, _logins);
    }

    [Theory]
    [InlineData(61, "password=PVE%3Aroot%40pam%3A1%3A%3Asig1%2B")]
    [InlineData(119, "password=pa55-of-root")]
    public async Task An_aged_ticket_is_renewed_with_itself_and_a_dead_one_with_the_password(int minutes, string expected)
    {
        var handler = new StubHandler(Server);
        using var client = UserClient(handler);
        await client.GetVersionAsync(Token);
        _clock.Advance(TimeSpan.FromMinutes(minutes));
        await client.GetVersionAsync(Token);
        Assert.Equal(2, _logins);
        Assert.EndsWith(expected, handler.Requests[2].Body!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_renewal_falls_back_to_the_password()
    {
        var handler = new StubHandler(seen => seen.Body?.Contains("password=PVE", StringComparison.Ordinal) == true
            ? StubHandler.Reply("""{"data":null}""", 401, "authentication failure")
            : Server(seen));
        using var client = UserClient(handler);
        await client.GetVersionAsync(Token);
        _clock.Advance(TimeSpan.FromMinutes(61));
        await client.GetVersionAsync(Token);
        Assert.Equal(2, _logins);
    }

    [Fact]
    public async Task An_old_ticket_that_died_early_is_replaced_exactly_once()
    {
        var dead = "PVEAuthCookie=PVE%3Aroot%40pam%3A1%3A%3Asig1%2B";
        var isDead = false;
        var handler = new StubHandler(seen => isDead && seen.Cookie == dead ? StubHandler.Reply(string.Empty, 401, "No ticket") : Server(seen));
        using var client = UserClient(handler);
        await client.GetVersionAsync(Token);
        isDead = true;
        await client.StartAsync("pve1", 100, Token);
        Assert.Equal(2, _logins);
        Assert.Equal("csrf2", handler.Requests[^1].Csrf);
    }

    [Fact]
    public async Task A_fresh_ticket_that_is_refused_is_an_error_at_once()
    {
        var handler = new StubHandler(seen => seen.Path.EndsWith("/ticket", StringComparison.Ordinal)
            ? Server(seen)
            : StubHandler.Reply("""{"data":null,"message":"Permission denied - invalid csrf token\n"}""", 401, "Permission denied - invalid csrf token"));
        using var client = UserClient(handler);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.StartAsync("pve1", 100, Token));
        Assert.Equal(("AuthenticationFailed", false), (error.ErrorId, error.IsAmbiguous));
        Assert.Equal(2, handler.Requests.Count);
    }

    [Fact]
    public async Task A_refused_token_is_not_tried_again()
    {
        var handler = StubHandler.Always(string.Empty, 401, "Authentication failed!");
        using var client = Clients.Over(handler);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.GetVersionAsync(Token));
        Assert.Equal(("AuthenticationFailed", ClusterErrorKind.Authentication), (error.ErrorId, error.Kind));
        Assert.Contains("root@pam!automation", error.Message, StringComparison.Ordinal);
        Assert.Single(handler.Requests);
    }

    [Theory]
    [InlineData("""{"data":{"username":"root@pam","NeedTFA":1,"ticket":"PVE:tfa!x::y","CSRFPreventionToken":"c"}}""")]
    [InlineData("""{"data":{"username":"root@pam","ticket":"PVE:!tfa!%7B%7D:1::y","CSRFPreventionToken":"c"}}""")]
    public async Task A_second_factor_is_named(string answer)
    {
        using var client = UserClient(StubHandler.Always(answer));
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.GetVersionAsync(Token));
        Assert.Equal("AuthenticationFailed", error.ErrorId);
        Assert.Contains("second factor", error.Message, StringComparison.Ordinal);
    }

    private ProxmoxClient UserClient(StubHandler handler) => new(Clients.UserEndpoint, handler, null, _clock);

    private HttpResponseMessage Server(StubHandler.Seen seen)
    {
        if (!seen.Path.EndsWith("/access/ticket", StringComparison.Ordinal))
        {
            return StubHandler.Reply(seen.Method == "GET" ? Version : Started);
        }

        var number = Interlocked.Increment(ref _logins);
        return StubHandler.Reply(
            $$"""{"data":{"username":"root@pam","ticket":"PVE:root@pam:{{number}}::sig{{number}}+","CSRFPreventionToken":"csrf{{number}}"} }""");
    }
}
