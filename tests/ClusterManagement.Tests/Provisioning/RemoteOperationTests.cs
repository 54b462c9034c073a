using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Provisioning;

/// <summary>Whatever happens to a task or its answer: the aim is reached once, or the error says what is known.</summary>
public sealed class RemoteOperationTests : IAsyncDisposable
{
    private readonly ProxmoxSimulator _simulator = ProxmoxSimulator.Start(new SimulatorOptions { TaskDuration = TimeSpan.Zero, LockTimeout = TimeSpan.FromMilliseconds(50) });
    private readonly RecordingContext _context = new();
    private readonly ProxmoxClient _client;

    public RemoteOperationTests()
    {
        _simulator.AddContainer(100, "pve1");
        _client = new ProxmoxClient(new ProxmoxEndpoint(_simulator.Url, _simulator.Options.TokenId, _simulator.Options.TokenSecret)
        {
            CertificateFingerprint = _simulator.CertificateFingerprint,
        });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private int Starts => _simulator.Requests.Count(request => request.Path.EndsWith("/status/start", StringComparison.Ordinal));

    private bool IsRunning => _simulator.Containers.Single().Status == "running";

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
        RequestCheck.Verify(_simulator);
    }

    [Theory]
    [InlineData(SimulatorFault.AnswerLost, 1)]
    [InlineData(SimulatorFault.Dropped, 2)]
    [InlineData(SimulatorFault.ProxyTimeoutAfterwards, 1)]
    [InlineData(SimulatorFault.ProxyTimeout, 2)]
    [InlineData(SimulatorFault.ProxyFailure, 2)]
    [InlineData(SimulatorFault.TaskDisappears, 1)]
    [InlineData(SimulatorFault.TaskDies, 2)]
    [InlineData(SimulatorFault.TaskLockTimeout, 2)]
    [InlineData(SimulatorFault.LockTimeout, 2)]
    [InlineData(SimulatorFault.NoWorker, 2)]
    [InlineData(SimulatorFault.NodeUnreachable, 2)]
    [InlineData(SimulatorFault.TooManyRequests, 2)]
    [InlineData(SimulatorFault.Unavailable, 2)]
    [InlineData(SimulatorFault.Locked, 2)]
    [InlineData(SimulatorFault.SlowAnswer, 1)]
    public async Task A_start_reaches_its_aim(SimulatorFault kind, int starts)
    {
        var fault = _simulator.Faults.Add(Fault.Of(kind, "POST", "/status/start$"));
        await Remote().StartAsync(Token);
        Assert.Equal((1, true, starts), (fault.Hits, IsRunning, Starts));
        Assert.Empty(_context.Warnings);
    }

    [Theory]
    [InlineData(SimulatorFault.InternalError)]
    [InlineData(SimulatorFault.NoQuorum)]
    [InlineData(SimulatorFault.Forbidden)]
    [InlineData(SimulatorFault.TaskFails)]
    public async Task What_is_for_good_is_tried_once(SimulatorFault kind)
    {
        _simulator.Faults.Add(Fault.Of(kind, "POST", "/status/start$", times: 9));
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => Remote().StartAsync(Token));
        Assert.False(error.IsAmbiguous);
        Assert.Equal((1, false), (Starts, IsRunning));
    }

    [Fact]
    public async Task What_is_lost_again_and_again_is_an_error_that_says_that_nobody_knows()
    {
        _simulator.Faults.Add(Fault.Of(SimulatorFault.TaskDies, "POST", "/status/start$", times: 9));
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => Remote().StartAsync(Token));
        Assert.True(error.IsAmbiguous);
        Assert.Contains("disappeared", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, Starts);
    }

    [Fact]
    public async Task Only_the_task_can_tell_how_a_restart_ended()
    {
        _simulator.SetRunning(100, true);
        _simulator.Faults.Add(Fault.Of(SimulatorFault.AnswerLost, "POST", "/status/reboot$"));
        await Remote().RebootAsync(TimeSpan.FromSeconds(5), Token);
        _simulator.Faults.Add(Fault.Of(SimulatorFault.TaskDisappears, "POST", "/status/reboot$"));
        await Assert.ThrowsAsync<RemoteApiException>(() => Remote().RebootAsync(TimeSpan.FromSeconds(5), Token));
        Assert.Equal(2, _simulator.Requests.Count(request => request.Path.EndsWith("/reboot", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(SimulatorFault.AnswerLost, 1)]
    [InlineData(SimulatorFault.Dropped, 2)]
    [InlineData(SimulatorFault.TaskDisappears, 1)]
    [InlineData(SimulatorFault.TaskDies, 2)]
    public async Task A_removal_reaches_its_aim(SimulatorFault kind, int deletions)
    {
        _simulator.Faults.Add(Fault.Of(kind, "DELETE", "/lxc/100$"));
        await Remote().DeleteAsync(Token);
        Assert.Empty(_simulator.Containers);
        Assert.Equal(deletions, _simulator.Requests.Count(request => request.Method == "DELETE"));
    }

    [Fact]
    public async Task A_crash_in_the_middle_is_looked_up_when_the_node_is_back()
    {
        _simulator.Faults.Add(Fault.Of(SimulatorFault.TaskHangs, "POST", "/status/start$"));
        var start = Remote().StartAsync(Token);
        while (Starts == 0) await Task.Delay(5, Token);
        _simulator.CrashNode("pve1");
        _simulator.BootNode("pve1");
        await start;
        Assert.Equal((2, true), (Starts, IsRunning));
    }

    [Fact]
    public async Task Warnings_are_handed_over_and_are_success()
    {
        _simulator.Faults.Add(Fault.Of(SimulatorFault.TaskWarnings, "POST", "/status/start$"));
        await Remote().StartAsync(Token);
        Assert.Equal("Starting container 100 on node pve1: WARN: something is deprecated", Assert.Single(_context.Warnings));
        Assert.True(IsRunning);
    }

    [Fact]
    public async Task A_backup_that_holds_the_container_is_waited_for()
    {
        var backup = await HoldByBackupAsync();
        var start = Remote().StartAsync(Token);
        while (!_context.Lines.Any(line => line.Contains("is locked by task vzdump, waiting", StringComparison.Ordinal))) await Task.Delay(5, Token);
        Assert.False(IsRunning);
        await _simulator.ReleaseTasksAsync();
        await start;
        Assert.True(IsRunning);
        Assert.True((await _client.WaitForTaskAsync(backup, TimeSpan.FromSeconds(5), null, Token)).IsSuccess);
    }

    [Fact]
    public async Task Who_holds_a_container_for_too_long_is_named()
    {
        var backup = await HoldByBackupAsync();
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => Remote(TimeSpan.FromSeconds(1)).ChangeAsync(
            "Changing container 100", () => ChangeAsync("memory", "1024"), _ => false, Token));
        Assert.Equal((ErrorIds.ContainerLocked, ClusterErrorKind.InUse), (error.ErrorId, error.Kind));
        Assert.Matches(@"^Container 100 on node pve1 is locked \(backup\) by the task vzdump that root@pam started on node pve1 at \d{4}-", error.Message);
        Assert.Contains(backup.ToString(), error.RecommendedAction, StringComparison.Ordinal);
        Assert.True(ProxmoxErrors.IsLocked(error));
    }

    [Fact]
    public async Task A_lock_that_a_crash_left_is_named_with_the_way_to_free_it()
    {
        _simulator.SetLock(100, "snapshot");
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => Remote(TimeSpan.FromSeconds(1)).StartAsync(Token));
        Assert.Equal(ErrorIds.ContainerLocked, error.ErrorId);
        Assert.Contains("is locked (snapshot), and no task that root@pam!automation can see holds it", error.Message, StringComparison.Ordinal);
        Assert.Contains("pct unlock 100", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SimulatorFault.AnswerLost, 1)]
    [InlineData(SimulatorFault.Dropped, 2)]
    [InlineData(SimulatorFault.ProxyTimeoutAfterwards, 1)]
    public async Task A_change_whose_answer_is_lost_is_made_once(SimulatorFault kind, int changes)
    {
        _simulator.Faults.Add(Fault.Of(kind, "PUT"));
        await Remote().ChangeAsync(
            "Changing container 100", () => ChangeAsync("memory", "1024"), state => state?.Config.MemoryMiB == 1024, Token);
        Assert.Equal("1024", _simulator.Containers.Single().Config["memory"]);
        Assert.Equal(changes, _simulator.Requests.Count(request => request.Method == "PUT"));
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_a_lock()
    {
        await HoldByBackupAsync();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var start = Remote().StartAsync(cancel.Token);
        while (!_context.Lines.Any(line => line.Contains("waiting", StringComparison.Ordinal))) await Task.Delay(5, Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
    }

    private RemoteContainer Remote(TimeSpan? timeout = null) => new(_client, "pve1", 100, timeout ?? TimeSpan.FromSeconds(60), _context);

    private Task ChangeAsync(string name, string value) =>
        _client.UpdateContainerConfigAsync("pve1", 100, new Dictionary<string, string> { [name] = value }, null, null, Token);

    private async Task<Upid> HoldByBackupAsync()
    {
        _simulator.Faults.Add(Fault.Of(SimulatorFault.TaskHangs, "POST", "/vzdump$"));
        using var api = new ApiClient(_simulator);
        var started = await api.SendAsync("POST", "/nodes/pve1/vzdump", ("vmid", "100"), ("storage", "local"));
        return Upid.Parse(started.Data.GetString()!);
    }
}
