using ClusterManagement.Providers.Proxmox;
using Xunit;

namespace ClusterManagement.Tests.Proxmox;

public sealed class TaskTests
{
    private static readonly Upid Task1 = Upid.Parse("UPID:pve2:00000049:0006707A:6B049E5A:vzcreate:150:root@pam!automation:");

    private readonly LeapingClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Waiting_asks_at_the_task_s_own_node_ever_less_often()
    {
        var asked = 0;
        var handler = new StubHandler(_ => Status(++asked < 12 ? null : "OK"));
        using var client = Clients.Over(handler, time: _clock);
        var result = await client.WaitForTaskAsync(Task1, TimeSpan.FromMinutes(5), null, Token);
        Assert.True(result is { IsSuccess: true, ExitStatus: "OK", WarningCount: 0 });
        Assert.All(handler.Requests, r => Assert.StartsWith("/api2/json/nodes/pve2/tasks/UPID:pve2:", r.Path, StringComparison.Ordinal));
        Assert.Equal(TimeSpan.FromMilliseconds(50), _clock.Pauses[0]);
        Assert.Equal(TimeSpan.FromSeconds(1), _clock.Pauses[^1]);
        Assert.Equal(_clock.Pauses.Order(), _clock.Pauses);
        Assert.Same(result, result.EnsureSuccess("Creating"));
    }

    [Fact]
    public async Task A_task_is_asked_about_when_those_of_its_kind_last_ended()
    {
        var due = _clock.GetElapsedTime(0) + TimeSpan.FromSeconds(20.3);
        using var client = Clients.Over(new StubHandler(_ => Status(_clock.GetElapsedTime(0) < due ? null : "OK")), time: _clock);
        var late = new List<TimeSpan>();
        for (var i = 0; i < 10; i++)
        {
            await client.WaitForTaskAsync(Task1, TimeSpan.FromMinutes(5), null, Token);
            late.Add(_clock.GetElapsedTime(0) - due);
            due = _clock.GetElapsedTime(0) + TimeSpan.FromSeconds(20.3);
        }

        Assert.True(late[0] > TimeSpan.FromMilliseconds(100), $"The first was noticed after {late[0]}.");
        Assert.All(late.TakeLast(2), time => Assert.True(time < TimeSpan.FromMilliseconds(25), $"A later one was noticed after {time}."));
    }

    [Fact]
    public async Task Answers_that_are_slower_than_the_questions_are_waited_for()
    {
        var asked = 0;
        using var client = Clients.Over(
            new StubHandler(_ =>
            {
                _clock.Advance(TimeSpan.FromSeconds(2));
                return Status(++asked % 12 != 0 ? null : "OK");
            }),
            time: _clock);

        for (var i = 0; i < 4; i++) Assert.True((await client.WaitForTaskAsync(Task1, TimeSpan.FromMinutes(5), null, Token)).IsSuccess);

        Assert.All(_clock.Pauses, pause => Assert.True(pause > TimeSpan.Zero));
    }

    [Fact]
    public async Task Warnings_are_success_and_are_handed_over()
    {
        using var client = Clients.Over(
            new StubHandler(seen => IsLog(seen) ? Log("WARN: something is deprecated", "TASK WARNINGS: 1") : Status("WARNINGS: 1")), time: _clock);
        var result = await client.WaitForTaskAsync(Task1, TimeSpan.FromMinutes(5), null, Token);
        Assert.True(result.EnsureSuccess("Starting").IsSuccess);
        Assert.Equal((1, "WARN: something is deprecated"), (result.WarningCount, Assert.Single(result.Warnings)));
    }

    [Fact]
    public async Task A_failure_tells_its_cause_from_the_log()
    {
        var log = Log(
            "Job for pve-container@110.service failed because the control process exited with error code.",
            "TASK ERROR: startup for container '110' failed");
        using var client = Clients.Over(new StubHandler(seen => IsLog(seen) ? log : Status("startup for container '110' failed")), time: _clock);
        var result = await client.WaitForTaskAsync(Task1, TimeSpan.FromMinutes(5), null, Token);
        Assert.False(result.IsSuccess);
        Assert.Equal(2, result.LogTail.Count);
        var error = Assert.Throws<RemoteApiException>(() => result.EnsureSuccess("Starting container web1 on pve2"));
        Assert.Equal(
            "Starting container web1 on pve2 failed: startup for container '110' failed (log: Job for pve-container@110.service failed because the "
            + "control process exited with error code.).",
            error.Message);
        Assert.Equal((Task1.ToString(), "RemoteApiError"), (error.Task, error.ErrorId));
    }

    [Fact]
    public async Task Time_that_is_over_is_a_timeout_and_the_outcome_open()
    {
        using var client = Clients.Over(new StubHandler(_ => Status(null)), time: _clock);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.WaitForTaskAsync(Task1, TimeSpan.FromSeconds(30), null, Token));
        Assert.Equal(("Timeout", ClusterErrorKind.Timeout, true), (error.ErrorId, error.Kind, error.IsAmbiguous));
        Assert.Equal(Task1.ToString(), error.Task);
        Assert.Equal(TimeSpan.FromSeconds(30).TotalSeconds, _clock.Pauses.Sum(p => p.TotalSeconds), 3);
    }

    [Fact]
    public async Task A_task_that_disappears_is_an_error_that_says_so()
    {
        const string gone = """{"message":"Parameter verification failed.\n","errors":{"upid":"no such task"},"data":null}""";
        using var client = Clients.Over(StubHandler.Always(gone, 400, "Parameter verification failed."), time: _clock);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => client.WaitForTaskAsync(Task1, TimeSpan.FromSeconds(30), null, Token));
        Assert.Contains("disappeared", error.Message, StringComparison.Ordinal);
        Assert.True(ProxmoxErrors.IsTaskMissing(error));
    }

    [Fact]
    public async Task A_node_that_is_away_for_a_moment_is_waited_for()
    {
        var asked = 0;
        using var client = Clients.Over(
            new StubHandler(_ => ++asked is 2 or 3 ? StubHandler.Reply(string.Empty, 595, "Connection refused") : Status(asked < 5 ? null : "OK")),
            time: _clock);
        Assert.True((await client.WaitForTaskAsync(Task1, TimeSpan.FromSeconds(30), null, Token)).IsSuccess);
        asked = 1;
        using var dead = Clients.Over(StubHandler.Always(string.Empty, 595, "Connection refused"), time: _clock);
        var error = await Assert.ThrowsAsync<RemoteApiException>(() => dead.WaitForTaskAsync(Task1, TimeSpan.FromMinutes(30), null, Token));
        Assert.Equal(("NotConnected", true, Task1.ToString()), (error.ErrorId, error.IsAmbiguous, error.Task));
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var client = Clients.Over(new StubHandler(_ => Status(null)));
        cancel.CancelAfter(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.WaitForTaskAsync(Task1, TimeSpan.FromMinutes(5), null, cancel.Token));
    }

    [Fact]
    public async Task Progress_shows_the_newest_line()
    {
        var asked = 0;
        var seen = new List<TaskProgress>();
        using var client = Clients.Over(
            new StubHandler(request => IsLog(request) ? Log("extracting archive") : Status(++asked < 12 ? null : "OK")), time: _clock);
        await client.WaitForTaskAsync(Task1, TimeSpan.FromMinutes(5), new Recorder(seen), Token);
        Assert.Equal("extracting archive", seen[^1].LastLine);
        Assert.Equal(11, seen.Count);
    }

    [Fact]
    public async Task A_long_log_is_read_page_by_page()
    {
        var handler = new StubHandler(seen =>
        {
            var start = int.Parse(seen.Query.Split("start=")[1].Split('&')[0], System.Globalization.CultureInfo.InvariantCulture);
            return Log([.. Enumerable.Range(start + 1, Math.Min(500, 1203 - start)).Select(n => $"line {n}")]);
        });
        using var client = Clients.Over(handler);
        var log = await client.GetTaskLogAsync(Task1, Token);
        Assert.Equal((1203, "line 1203", 3), (log.Count, log[^1].Text, handler.Requests.Count));
    }

    private static bool IsLog(StubHandler.Seen seen) => seen.Path.EndsWith("/log", StringComparison.Ordinal);

    private static HttpResponseMessage Status(string? exit) => StubHandler.Reply(
        exit is null
            ? $$"""{"data":{"status":"running","upid":"{{Task1}}","node":"pve2"} }"""
            : $$"""{"data":{"status":"stopped","exitstatus":"{{exit}}","upid":"{{Task1}}","node":"pve2"} }""");

    private static HttpResponseMessage Log(params string[] lines) => StubHandler.Reply(
        $$"""{"total":{{lines.Length}},"data":[{{string.Join(',', lines.Select((line, n) => $$"""{"n":{{n + 1}},"t":"{{line}}"}"""))}}]}""");

    private sealed class Recorder(List<TaskProgress> seen) : IProgress<TaskProgress>
    {
        public void Report(TaskProgress value) => seen.Add(value);
    }
}
