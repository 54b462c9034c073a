using System.Net;
using System.Text.RegularExpressions;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Simulator;

public sealed class FaultPlanTests : IDisposable
{
    private readonly ProxmoxSimulator _simulator = ProxmoxSimulator.Start(new SimulatorOptions { TaskDuration = TimeSpan.Zero });
    private readonly ApiClient _client;

    public FaultPlanTests() => _client = new ApiClient(_simulator);

    public void Dispose()
    {
        _client.Dispose();
        _simulator.Dispose();
    }

    [Fact]
    public async Task An_error_strikes_after_the_requests_it_skips_and_only_as_often_as_told()
    {
        var fault = _simulator.Faults.Add(new Fault
        {
            Method = "GET",
            PathPattern = new Regex("^/version$"),
            Skip = 1,
            Times = 2,
            Status = 500,
            Message = "got no worker upid - start worker failed",
        });
        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
            statuses.Add((int)(await _client.GetAsync("/version")).Status);

        Assert.Equal([200, 500, 500, 200], statuses);
        Assert.Equal(2, fault.Hits);
    }

    [Fact]
    public async Task An_error_answer_has_the_shape_of_Proxmox_VE()
    {
        _simulator.Faults.Add(new Fault { Status = 500, Message = "can't lock file '/x' - got timeout" });
        var answer = await _client.GetAsync("/nodes");

        Assert.Equal("can't lock file '/x' - got timeout", answer.Reason);
        Assert.Equal("{\"data\":null,\"message\":\"can't lock file '/x' - got timeout\\n\"}", answer.Body);
    }

    [Fact]
    public async Task An_error_without_a_message_has_no_body()
    {
        _simulator.Faults.Add(new Fault { Status = 595, Reason = "Connection refused" });
        var answer = await _client.GetAsync("/nodes");

        Assert.Equal(595, (int)answer.Status);
        Assert.Equal("Connection refused", answer.Reason);
        Assert.Empty(answer.Body);
    }

    [Fact]
    public async Task Other_methods_and_paths_are_spared()
    {
        var fault = _simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new Regex("^/nodes$"), Status = 500, Message = "no" });

        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/nodes")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _client.CreateAsync(100)).Status);
        Assert.Equal(0, fault.Hits);
    }

    [Fact]
    public async Task A_connection_cut_before_processing_leaves_no_trace()
    {
        _simulator.Faults.Add(new Fault { Method = "POST", DropConnection = ConnectionDrop.BeforeProcessing });

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.CreateAsync(100));
        Assert.Empty(_simulator.Containers);
        Assert.Equal(0, Assert.Single(_simulator.Requests).Status);
    }

    [Fact]
    public async Task A_connection_cut_after_processing_loses_only_the_answer()
    {
        _simulator.Faults.Add(new Fault { Method = "POST", DropConnection = ConnectionDrop.AfterProcessing });

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.CreateAsync(100));
        Assert.Equal(100, Assert.Single(_simulator.Containers).VmId);
        Assert.Equal(200, Assert.Single(_simulator.Requests).Status);
    }

    [Fact]
    public async Task A_failing_create_task_is_rolled_back()
    {
        const string reason = "unable to create CT 100 - no space left on device";
        _simulator.Faults.Add(new Fault { Method = "POST", TaskExitStatus = reason });
        var started = await _client.CreateAsync(100);

        Assert.Equal(HttpStatusCode.OK, started.Status);
        Assert.Equal(reason, await _client.WaitAsync(started));
        Assert.Empty(_simulator.Containers);
        var content = await _client.GetAsync("/nodes/pve1/storage/local-lvm/content");
        Assert.Equal(0, content.Data.GetArrayLength());
    }

    [Fact]
    public async Task A_task_with_warnings_succeeds()
    {
        _simulator.Faults.Add(new Fault { Method = "POST", TaskExitStatus = "WARNINGS: 1", TaskLog = ["WARN: something is deprecated"] });
        var started = await _client.CreateAsync(100);

        Assert.Equal("WARNINGS: 1", await _client.WaitAsync(started));
        Assert.Equal("CT100", Assert.Single(_simulator.Containers).Hostname);
        var log = await _client.GetAsync($"/nodes/pve1/tasks/{Uri.EscapeDataString(started.Data.GetString()!)}/log");
        Assert.Contains(log.Data.EnumerateArray(), line => line.GetProperty("t").GetString() == "WARN: something is deprecated");
    }

    [Fact]
    public async Task A_delay_holds_the_answer()
    {
        var fault = _simulator.Faults.Add(new Fault { Delay = TimeSpan.FromMilliseconds(80) });
        var before = TimeProvider.System.GetTimestamp();
        await _client.GetAsync("/version");

        Assert.True(TimeProvider.System.GetElapsedTime(before) >= TimeSpan.FromMilliseconds(75));
        Assert.Equal(1, fault.Hits);
    }

    [Fact]
    public async Task A_cleared_plan_does_nothing()
    {
        _simulator.Faults.Add(new Fault { Status = 500, Message = "no" });
        _simulator.Faults.Clear();

        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/version")).Status);
    }
}
