using ClusterManagement.Providers.Proxmox;
using Xunit;

namespace ClusterManagement.Tests.Proxmox;

/// <summary>What passes by itself is tried again, and nothing else; a change only when nothing was done.</summary>
public sealed class RetryTests
{
    private const string Version = """{"data":{"version":"9.2.11","release":"9.2"}}""";
    private const string Started = """{"data":"UPID:pve1:00000051:00067121:6B049E5B:vzstart:100:root@pam!automation:"}""";
    private const string LockFile = "can't lock file '/run/lock/lxc/pve-config-100.lock' - got timeout";

    private readonly LeapingClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429, "Too Many Requests", 3, 3)]
    [InlineData(503, "Service Unavailable", 3, 1)]
    [InlineData(595, "Connection refused", 3, 3)]
    [InlineData(596, "Connection timed out", 3, 1)]
    [InlineData(597, "Broken pipe", 3, 1)]
    [InlineData(599, "Protocol error", 3, 1)]
    [InlineData(500, LockFile, 5, 5)]
    [InlineData(500, "got timeout", 5, 5)]
    [InlineData(500, "error with cfs lock 'storage-nfs': got lock request timeout", 5, 5)]
    [InlineData(500, "got no worker upid - start worker failed", 5, 5)]
    [InlineData(500, "command '/sbin/lvcreate' failed: got timeout", 1, 1)]
    [InlineData(500, "CT is locked (backup)", 1, 1)]
    [InlineData(500, "CT 100 already exists on node 'pve1'", 1, 1)]
    [InlineData(500, "cluster not ready - no quorum?", 1, 1)]
    [InlineData(502, "Bad Gateway", 1, 1)]
    [InlineData(403, "Permission check failed", 1, 1)]
    [InlineData(400, "Parameter verification failed.", 1, 1)]
    public async Task An_answer_is_worth_so_many_attempts(int status, string reason, int readings, int changes)
    {
        Assert.Equal(readings, await AttemptsAsync(client => client.GetVersionAsync(Token), status, reason));
        Assert.Equal(changes, await AttemptsAsync(client => client.StartAsync("pve1", 100, Token), status, reason));
    }

    [Fact]
    public async Task The_pauses_double()
    {
        var asked = 0;
        using var client = Clients.Over(new StubHandler(_ => ++asked < 5 ? StubHandler.Reply(string.Empty, 500, LockFile) : StubHandler.Reply(Started)), time: _clock);
        await client.StartAsync("pve1", 100, Token);
        Assert.Equal([0.5, 1, 2, 4], _clock.Pauses.Select(pause => pause.TotalSeconds));
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("3600", 10)]
    [InlineData("Thu, 01 Jan 2026 00:00:04 GMT", 4)]
    public async Task A_server_says_how_long_to_wait(string retryAfter, double seconds)
    {
        var asked = 0;
        using var client = Clients.Over(new StubHandler(_ => ++asked == 1 ? Busy(retryAfter) : StubHandler.Reply(Started)), time: _clock);
        await client.StartAsync("pve1", 100, Token);
        Assert.Equal(seconds, Assert.Single(_clock.Pauses).TotalSeconds, 3);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Cancelling_ends_a_pause()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var client = Clients.Over(new StubHandler(_ =>
        {
            cancel.Cancel();
            return Busy("10");
        }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetVersionAsync(cancel.Token));
    }

    [Fact]
    public async Task The_server_s_clock_is_taken_from_its_answers()
    {
        var handler = new StubHandler(_ =>
        {
            var reply = StubHandler.Reply(Version);
            reply.Headers.Date = _clock.GetUtcNow().AddMinutes(-7);
            return reply;
        });
        using var client = Clients.Over(handler, time: _clock);
        Assert.Equal(_clock.GetUtcNow(), client.ServerTime);
        await client.GetVersionAsync(Token);
        Assert.Equal(_clock.GetUtcNow().AddMinutes(-7), client.ServerTime);
    }

    private static HttpResponseMessage Busy(string retryAfter)
    {
        var reply = StubHandler.Reply(string.Empty, 503, "Service Unavailable");
        reply.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return reply;
    }

    private async Task<int> AttemptsAsync(Func<ProxmoxClient, Task> ask, int status, string reason)
    {
        var handler = StubHandler.Always(string.Empty, status, reason);
        using var client = Clients.Over(handler, time: _clock);
        await Assert.ThrowsAsync<RemoteApiException>(() => ask(client));
        return handler.Requests.Count;
    }
}
