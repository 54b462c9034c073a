using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Pipelines;

/// <summary>Containers of one pipeline that are worked on at once.</summary>
public sealed class ManyAtOnceTests
{
    private const string Held = "[timespan]::FromMilliseconds(-1)";

    [Fact]
    public void What_is_done_first_comes_out_first_while_others_are_at_work()
    {
        using var session = new ClusterSession();
        Hold(session, "/lxc/100/status/start$", times: 1);

        // The one that is held, which it has to be first, goes on only once the other has come out, with the service that was added to it.
        var services = session.Invoke("""
            'slow', 'fast' | New-ClusterContainer -Node pve1 -Template debian-12 -Start | Add-HttpService -Port 8080 -Domain example.com |
                ForEach-Object {
                    $_
                    while (-not ($server.Requests | Where-Object Path -EQ '/nodes/pve1/lxc/100/status/start')) { $null = [System.Threading.Thread]::Yield() }
                    $null = $server.ReleaseTasksAsync()
                }
            """).Succeeded();

        Assert.Equal(["fast.example.com", "slow.example.com"], services.Objects.Select(service => service.Text("Endpoint")![("https://".Length)..].TrimEnd('/')));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void No_more_are_at_work_than_the_limit_allows(int limit)
    {
        using var session = new ClusterSession(taskDuration: 60);

        var made = session.Invoke("1..12 | ForEach-Object { \"web$_\" } | New-ClusterContainer -Node pve1 -Template debian-12 -Disk 1 -Start -ThrottleLimit $limit", new { limit })
            .Succeeded();

        Assert.Equal(12, made.Values("Name").Distinct().Count());
        var most = MostAtOnce(session);
        Assert.True(most <= limit, $"{most} were at work at once.");
        if (limit > 1) Assert.True(most > 1, "They were made one after the other.");
    }

    [Fact]
    public void Addresses_and_ids_are_given_in_the_order_of_the_records()
    {
        using var session = new ClusterSession(taskDuration: 20);

        var made = session.Invoke("1..16 | ForEach-Object { \"web$_\" } | New-ClusterContainer -Node pve1 -Template debian-12 -Disk 1 -ThrottleLimit 8").Succeeded();

        Assert.All(made.Objects, container =>
        {
            var number = int.Parse(container.Text("Name")![3..], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(($"10.0.0.{99 + number}", 99 + number), (container.Text("Ipv4Address"), container.Number("ContainerId")));
        });
    }

    [Fact]
    public void One_container_is_worked_on_by_one_task_at_a_time_whatever_it_is_called()
    {
        using var session = new ClusterSession(taskDuration: 30);
        session.Invoke("$null = New-ClusterContainer web1 -Node pve1 -Template debian-12 -Start").Succeeded();

        var restarted = session.Invoke("'web1', 'WEB1', '100', 'web1' | Restart-ClusterContainer -PassThru -ThrottleLimit 8").Succeeded();

        Assert.Equal(4, restarted.Objects.Count);
        var jobs = session.Invoke("Get-ClusterJob -Container web1").Succeeded().Objects
            .Where(job => job.Text("Name")!.StartsWith("Restart", StringComparison.Ordinal))
            .Select(job => (Start: (DateTime)job.Value("CreatedAt")!, End: (DateTime)job.Value("CompletedAt")!)).OrderBy(job => job.Start).ToList();
        Assert.Equal(4, jobs.Count);
        Assert.All(jobs.Zip(jobs.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start, $"{pair.First.End:O} is after {pair.Second.Start:O}."));
    }

    [Fact]
    public void A_name_that_comes_twice_is_made_once()
    {
        using var session = new ClusterSession(taskDuration: 30);

        var result = session.Invoke("'web1', 'WEB1', 'web2' | New-ClusterContainer -Node pve1 -Template debian-12");

        Assert.Equal(["web1", "web2"], result.Values("Name").Order());
        Assert.Equal(["ContainerAlreadyExists"], result.ErrorIds);
        Assert.Equal((2, 2), (session.RemoteContainers, session.Rows));
    }

    [Fact]
    public void A_name_that_comes_again_is_made_when_the_first_could_not_be()
    {
        using var session = new ClusterSession(taskDuration: 30);
        session.Invoke("$null = $server.Faults.Add([ClusterManagement.Simulator.Fault]@{ Method = 'POST'; PathPattern = '/lxc$'; TaskExitStatus = 'no luck' })").Succeeded();

        var result = session.Invoke("'web1', 'web1' | New-ClusterContainer -Node pve1 -Template debian-12");

        Assert.Equal(["web1"], result.Values("Name"));
        Assert.Equal(["RemoteApiError"], result.ErrorIds);
        Assert.Equal((1, 1), (session.RemoteContainers, session.Rows));
    }

    [Fact]
    public void One_that_fails_among_ten_does_not_touch_the_others()
    {
        using var session = new ClusterSession(taskDuration: 20);
        session.Invoke(
            "$null = $server.Faults.Add([ClusterManagement.Simulator.Fault]@{ Method = 'POST'; PathPattern = '/lxc/104/status/start$'; TaskExitStatus = 'no luck' })").Succeeded();

        var result = session.Invoke("1..10 | ForEach-Object { \"web$_\" } | New-ClusterContainer -Node pve1 -Template debian-12 -Start -ThrottleLimit 5");

        var error = Assert.Single(result.Errors);
        Assert.Contains("no luck", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(9, result.Objects.Count);
        Assert.DoesNotContain("web5", result.Values("Name"));
        Assert.Equal((9, 9), (session.RemoteContainers, session.Rows));
    }

    [Fact]
    public void Each_container_has_one_line_of_progress_which_ends()
    {
        using var session = new ClusterSession(taskDuration: 60);

        var result = session.Invoke("'web1', 'web2', 'web3' | New-ClusterContainer -Node pve1 -Template debian-12 -Start").Succeeded();

        var lines = result.Progress.GroupBy(record => record.ActivityId).ToList();
        Assert.Equal(
            ["Create container web1", "Create container web2", "Create container web3"],
            lines.Select(line => Assert.Single(line.Select(record => record.Activity).Distinct())).Order());
        Assert.All(lines, line => Assert.Equal(ProgressRecordType.Completed, line.Last().RecordType));
    }

    [Fact]
    public void WhatIf_tells_of_all_and_changes_nothing()
    {
        using var session = new ClusterSession();

        Assert.Empty(session.Invoke("1..10 | ForEach-Object { \"web$_\" } | New-ClusterContainer -Site dc1 -Template debian-12 -Start -WhatIf").Succeeded().Objects);

        session.AssertNothingLeft();
        Assert.All((IEnumerable<dynamic>)session.Server.Requests, request => Assert.Equal("GET", (string)request.Method));
        Assert.Empty(session.Invoke("Get-ClusterJob").Succeeded().Objects);
    }

    [Fact]
    public void Bad_input_among_many_is_refused_with_WhatIf_too()
    {
        using var session = new ClusterSession();

        Assert.Equal(["InvalidValue"], session.Invoke("'web1', 'a/b', 'web2' | New-ClusterContainer -Node pve1 -Template debian-12 -WhatIf").ErrorIds);
    }

    [Fact]
    public void Many_are_started_stopped_and_removed_at_once()
    {
        using var session = new ClusterSession(taskDuration: 20);
        session.Invoke("$null = 1..8 | ForEach-Object { \"web$_\" } | New-ClusterContainer -Node pve1 -Template debian-12 -Disk 1").Succeeded();

        Assert.All(session.Invoke("Start-ClusterContainer web* -PassThru").Succeeded().Values("Status"), status => Assert.Equal("Running", status));
        Assert.All(session.Invoke("Get-ClusterContainer | Stop-ClusterContainer -PassThru -ThrottleLimit 8").Succeeded().Values("Status"), status => Assert.Equal("Stopped", status));
        Assert.Empty(session.Invoke("Get-ClusterContainer | Remove-ClusterContainer -Confirm:$false").Succeeded().Objects);
        session.AssertNothingLeft();
    }

    [Fact]
    public void One_name_is_removed_and_made_anew_in_one_pipeline()
    {
        using var session = new ClusterSession(taskDuration: 10);
        session.Invoke("$null = 'web1', 'web2' | New-ClusterContainer -Node pve1 -Template debian-12").Succeeded();

        var anew = session.Invoke("""
            'web1', 'web2', 'web1' | ForEach-Object { Remove-ClusterContainer $_ -Confirm:$false -ErrorAction SilentlyContinue; $_ } |
                New-ClusterContainer -Node pve2 -Template debian-12 -ErrorAction SilentlyContinue
            """);

        Assert.All(anew.Objects, container => Assert.Equal("pve2", container.Text("Node")));
        var left = session.Invoke("Get-ClusterContainer").Succeeded();
        Assert.Equal(["web1", "web2"], left.Values("Name"));
        Assert.Equal((2, 2), (session.RemoteContainers, session.Rows));
    }

    private static void Hold(ClusterSession session, string path, int times) => session.Invoke(
        $"$null = $server.Faults.Add([ClusterManagement.Simulator.Fault]@{{ Method = 'POST'; PathPattern = $path; Times = $times; TaskDuration = {Held} }})",
        new { path, times }).Succeeded();

    // A container is at work from the request that makes it to the last that asks about its start.
    private static int MostAtOnce(ClusterSession session)
    {
        var spans = new Dictionary<string, (int First, int Last)>();
        var number = 0;
        foreach (var request in (IEnumerable<dynamic>)session.Server.Requests)
        {
            number++;
            string path = request.Path;
            var parts = path.Split('/', ':');
            var isCreation = request.Method == "POST" && path.EndsWith("/lxc", StringComparison.Ordinal);
            var id = isCreation ? ((IReadOnlyDictionary<string, string>)request.Parameters)["vmid"] : parts.FirstOrDefault(part => part.Length == 3 && part.StartsWith('1'));
            if (id is null) continue;
            spans[id] = spans.TryGetValue(id, out var span) ? (span.First, number) : (number, number);
        }

        Assert.Equal(12, spans.Count);
        return Enumerable.Range(1, number).Max(moment => spans.Values.Count(span => span.First <= moment && moment <= span.Last));
    }
}
