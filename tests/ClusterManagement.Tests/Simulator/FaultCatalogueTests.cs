using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Simulator;

/// <summary>Each kind of fault does what its name says.</summary>
public sealed class FaultCatalogueTests : IDisposable
{
    private readonly ProxmoxSimulator _simulator = ProxmoxSimulator.Start(new SimulatorOptions { TaskDuration = TimeSpan.Zero });
    private readonly ApiClient _client;

    public FaultCatalogueTests() => _client = new ApiClient(_simulator);

    public void Dispose()
    {
        _client.Dispose();
        _simulator.Dispose();
    }

    [Theory]
    [InlineData(SimulatorFault.LockTimeout, 500, "got timeout")]
    [InlineData(SimulatorFault.NoWorker, 500, "got no worker upid")]
    [InlineData(SimulatorFault.Locked, 500, "CT is locked (backup)")]
    [InlineData(SimulatorFault.NoQuorum, 500, "cluster not ready - no quorum?")]
    [InlineData(SimulatorFault.InternalError, 500, "something broke")]
    [InlineData(SimulatorFault.Unauthorized, 401, "invalid PVE ticket")]
    [InlineData(SimulatorFault.Forbidden, 403, "Permission check failed")]
    [InlineData(SimulatorFault.TooManyRequests, 429, "Too Many Requests")]
    [InlineData(SimulatorFault.Unavailable, 503, "Service Unavailable")]
    [InlineData(SimulatorFault.NodeUnreachable, 595, "No route to host")]
    [InlineData(SimulatorFault.ProxyTimeout, 596, "Connection timed out")]
    [InlineData(SimulatorFault.ProxyFailure, 599, "Protocol error")]
    public async Task A_refusal_has_no_effect(SimulatorFault kind, int status, string reason)
    {
        var fault = _simulator.Faults.Add(Fault.Of(kind, "POST", "/lxc$"));
        var answer = await _client.CreateAsync(100);

        Assert.Equal((status, 1), ((int)answer.Status, fault.Hits));
        Assert.Contains(reason, answer.Reason, StringComparison.Ordinal);
        Assert.Empty(_simulator.Containers);
        Assert.Equal(200, (int)(await _client.CreateAsync(100)).Status);
    }

    [Fact]
    public async Task A_proxy_that_gives_up_too_early_hides_what_was_done()
    {
        _simulator.Faults.Add(Fault.Of(SimulatorFault.ProxyTimeoutAfterwards, "POST"));
        var answer = await _client.CreateAsync(100);

        Assert.Equal((596, ""), ((int)answer.Status, answer.Body));
        Assert.Single(_simulator.Containers);
    }

    [Theory]
    [InlineData(SimulatorFault.Dropped, 0)]
    [InlineData(SimulatorFault.AnswerLost, 1)]
    public async Task A_broken_connection_hides_whether_something_was_done(SimulatorFault kind, int containers)
    {
        _simulator.Faults.Add(Fault.Of(kind, "POST"));
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.CreateAsync(100));
        Assert.Equal(containers, _simulator.Containers.Count);
    }

    [Theory]
    [InlineData(SimulatorFault.Slow)]
    [InlineData(SimulatorFault.SlowAnswer)]
    public async Task A_slow_node_answers_in_the_end(SimulatorFault kind)
    {
        _simulator.Faults.Add(Fault.Of(kind, "POST"));
        var start = TimeProvider.System.GetTimestamp();
        Assert.Equal(200, (int)(await _client.CreateAsync(100)).Status);
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(490));
    }

    [Theory]
    [InlineData(SimulatorFault.TaskWarnings, "WARNINGS: 1", 1)]
    [InlineData(SimulatorFault.TaskFails, "the worker ran into something", 0)]
    [InlineData(SimulatorFault.TaskLockTimeout, "can't lock file '/run/lock/lxc/pve-config.lock' - got timeout", 0)]
    public async Task A_task_ends_as_told(SimulatorFault kind, string exitStatus, int containers)
    {
        _simulator.Faults.Add(Fault.Of(kind, "POST"));
        Assert.Equal(exitStatus, await _client.WaitAsync(await _client.CreateAsync(100)));
        Assert.Equal(containers, _simulator.Containers.Count);
    }

    [Theory]
    [InlineData(SimulatorFault.TaskDisappears, null)]
    [InlineData(SimulatorFault.TaskDies, "create")]
    public async Task A_task_is_forgotten_with_its_work_done_or_half_done(SimulatorFault kind, string? lockName)
    {
        _simulator.Faults.Add(Fault.Of(kind, "POST"));
        var started = await _client.CreateAsync(100);
        var status = await _client.GetAsync($"/nodes/pve1/tasks/{Uri.EscapeDataString(started.Data.GetString()!)}/status");

        Assert.Equal(400, (int)status.Status);
        Assert.Contains("no such task", status.Body, StringComparison.Ordinal);
        Assert.Equal(lockName, Assert.Single(_simulator.Containers).Lock);
    }

    [Fact]
    public async Task A_task_hangs_until_it_is_let_go()
    {
        _simulator.Faults.Add(Fault.Of(SimulatorFault.TaskHangs, "POST"));
        var started = await _client.CreateAsync(100);
        Assert.Equal("create", Assert.Single(_simulator.Containers).Lock);
        await _simulator.ReleaseTasksAsync();
        Assert.Equal("OK", await _client.WaitAsync(started));
    }

    [Fact]
    public void Every_kind_makes_a_fault() => Assert.All(
        Enum.GetValues<SimulatorFault>(), kind => Assert.Equal((3, 2), (Fault.Of(kind, times: 3, skip: 2).Times, Fault.Of(kind, skip: 2).Skip)));

    [Fact]
    public async Task A_login_ends_with_its_lifetime_or_when_told()
    {
        await LogInAsync();
        Assert.Equal(200, (int)(await _client.GetAsync("/version")).Status);
        _simulator.ExpireTickets();
        var answer = await _client.GetAsync("/version");
        Assert.Equal((401, "permission denied - invalid PVE ticket"), ((int)answer.Status, answer.Reason));
        await LogInAsync();
        _simulator.Options.TicketLifetime = TimeSpan.Zero;
        Assert.Equal(401, (int)(await _client.GetAsync("/version")).Status);
    }

    private async Task LogInAsync()
    {
        _client.Headers.Clear();
        var login = await _client.SendAsync(
            "POST", "/access/ticket", ("username", "root@pam"), ("password", _simulator.Options.Password));
        _client.Headers["Cookie"] = "PVEAuthCookie=" + login.Data.GetProperty("ticket").GetString();
    }
}
