using System.Net;
using System.Text.RegularExpressions;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Simulator;

public sealed class ConcurrencyTests : IDisposable
{
    private readonly ProxmoxSimulator _simulator =
        ProxmoxSimulator.Start(new SimulatorOptions { TaskDuration = TimeSpan.FromMilliseconds(50) });
    private readonly ApiClient _client;

    public ConcurrencyTests() => _client = new ApiClient(_simulator);

    public void Dispose()
    {
        _client.Dispose();
        _simulator.Dispose();
    }

    [Fact]
    public async Task Five_callers_get_the_same_next_id_and_one_of_them_creates_it()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _client.GetAsync("/cluster/nextid")));
        Assert.All(ids, id => Assert.Equal("100", id.Data.GetString()));

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _client.CreateAsync(100)));
        var winner = Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a != winner), a =>
        {
            Assert.Equal(HttpStatusCode.InternalServerError, a.Status);
            Assert.Equal("CT 100 already exists on node 'pve1'", a.Reason);
        });
        Assert.Equal("OK", await _client.WaitAsync(winner));
    }

    [Fact]
    public async Task Different_containers_are_created_side_by_side()
    {
        var answers = await Task.WhenAll(Enumerable.Range(510, 8).Select(id => _client.CreateAsync(id)));
        var results = await Task.WhenAll(answers.Select(_client.WaitAsync));

        Assert.All(results, result => Assert.Equal("OK", result));
        Assert.Equal(Enumerable.Range(510, 8), _simulator.Containers.Select(c => c.VmId));
        var volumes = (await _client.GetAsync("/nodes/pve1/storage/local-lvm/content")).Data.EnumerateArray();
        Assert.Equal(8, volumes.Select(v => v.GetProperty("volid").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task One_of_several_starts_wins()
    {
        await _client.WaitAsync(await _client.CreateAsync(100));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _client.SendAsync("POST", "/nodes/pve1/lxc/100/status/start")));
        var results = await Task.WhenAll(answers
            .Select(a => a.Status == HttpStatusCode.OK ? _client.WaitAsync(a) : Task.FromResult(a.Reason)));

        Assert.Single(results, "OK");
        Assert.Equal(3, results.Count(r => r == "CT 100 already running"));
        Assert.Equal("running", Assert.Single(_simulator.Containers).Status);
    }

    [Fact]
    public async Task A_task_waits_for_the_one_that_holds_its_container()
    {
        _simulator.Faults.Add(new Fault { PathPattern = new Regex("/lxc$"), TaskDuration = Timeout.InfiniteTimeSpan });
        var create = await _client.CreateAsync(100);
        var start = await _client.SendAsync("POST", "/nodes/pve1/lxc/100/status/start");
        Assert.Equal("create", Assert.Single(_simulator.Containers).Lock);
        Assert.Equal("CT is locked (create)", (await _client.SendAsync("DELETE", "/nodes/pve1/lxc/100")).Reason);

        await _simulator.ReleaseTasksAsync();
        Assert.Equal("OK", await _client.WaitAsync(create));
        Assert.Equal("OK", await _client.WaitAsync(start));
        Assert.Equal("running", Assert.Single(_simulator.Containers).Status);
    }

    [Fact]
    public async Task A_task_that_waits_too_long_gives_up()
    {
        _simulator.Options.LockTimeout = TimeSpan.FromMilliseconds(30);
        _simulator.Faults.Add(new Fault { PathPattern = new Regex("/lxc$"), TaskDuration = Timeout.InfiniteTimeSpan });
        await _client.CreateAsync(100);
        var start = await _client.SendAsync("POST", "/nodes/pve1/lxc/100/status/start");

        Assert.Equal("can't lock file '/run/lock/lxc/pve-config-100.lock' - got timeout", await _client.WaitAsync(start));
        Assert.Equal("stopped", Assert.Single(_simulator.Containers).Status);
    }

    [Fact]
    public async Task An_aborted_create_is_rolled_back()
    {
        _simulator.Faults.Add(new Fault { TaskDuration = Timeout.InfiniteTimeSpan });
        var create = await _client.CreateAsync(141);
        var abort = await _client.SendAsync("DELETE", $"/nodes/pve1/tasks/{Uri.EscapeDataString(create.Data.GetString()!)}");

        Assert.Equal(HttpStatusCode.OK, abort.Status);
        Assert.Equal("unable to create CT 141 - received interrupt", await _client.WaitAsync(create));
        Assert.Empty(_simulator.Containers);
        Assert.Equal(0, (await _client.GetAsync("/nodes/pve1/storage/local-lvm/content")).Data.GetArrayLength());
        Assert.Equal("OK", await _client.WaitAsync(await _client.CreateAsync(141)));
    }
}
