using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>Moving, changing, copying and backing up containers, with their snapshots and templates, as a user types it.</summary>
public sealed class ContainerLifeTests : IDisposable
{
    private readonly ClusterSession _session = new();

    public ContainerLifeTests() => _session.Invoke("$null = 'web1', 'web2' | New-ClusterContainer -Node pve1 -Template debian-12 -Start").Succeeded();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Move-ClusterContainer web* -Node pve2 -PassThru")]
    [InlineData("Get-ClusterContainer | Move-ClusterContainer -Node (Get-ClusterNode pve2) -PassThru")]
    [InlineData("100, 101 | Move-ClusterContainer -Node pve2 -PassThru")]
    public void Several_are_moved_and_shown(string script)
    {
        Assert.Equal(["pve2", "pve2"], _session.Invoke(script).Succeeded().Values("Node"));
    }

    [Fact]
    public void A_move_is_silent_and_its_own_node_is_refused()
    {
        var error = _session.Invoke("Move-ClusterContainer web1 -Node pve1").FailedWith("InvalidValue", ErrorCategory.InvalidArgument);
        Assert.Contains("another node than pve1", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_session.Invoke("Move-ClusterContainer web1 -Node pve2").Succeeded().Objects);
        _session.Server.SetNodeOnline("pve1", false);
        _session.Invoke("Move-ClusterContainer web1 -Node pve1").FailedWith("MoveRefused", ErrorCategory.ResourceBusy);
    }

    [Fact]
    public void What_is_not_bound_does_not_change()
    {
        _session.Invoke("Set-ClusterContainer web1 -Cores 2 -VlanTag 20 -Firewall -Rate 12.5 -Tags B, a -Description hello -OnBoot").Succeeded();
        _session.Server.ClearRequests();
        var container = _session.Invoke("Set-ClusterContainer web1 -Disk 12 -PassThru").Single;

        Assert.Equal(("2", "512", "12", "hello"), (container.Text("Cores"), container.Text("Memory"), container.Text("Disk"), container.Text("Description")));
        Assert.Equal(["PUT /nodes/pve1/lxc/100/resize"], Changes());
        var net = _session.Invoke("$server.Containers[0].Config['net0']").Single.ToString();
        Assert.All(["tag=20", "firewall=1", "rate=12.5"], part => Assert.Contains(part, net, StringComparison.Ordinal));
        _session.Invoke("Set-ClusterContainer web1 -VlanTag 0 -Firewall:$false -Rate 0").Succeeded();
        net = _session.Invoke("$server.Containers[0].Config['net0']").Single.ToString();
        Assert.All(["tag=", "firewall=1", "rate="], part => Assert.DoesNotContain(part, net, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("@{ A = 1; B = 'two words' }")]
    [InlineData("([ordered]@{ B = 'two words'; A = '1' })")]
    public void Variables_are_a_table_and_a_restart_comes_when_asked_for(string table)
    {
        var warning = Assert.Single(_session.Invoke($"Set-ClusterContainer web1 -Environment {table} -Entrypoint '/bin/app -x'").Succeeded().Warnings);
        Assert.Contains("-Restart", warning, StringComparison.Ordinal);
        Assert.Empty(_session.Invoke("Set-ClusterContainer web1 -Restart").Succeeded().Warnings);
        Assert.Equal("A=1\0B=two words", _session.Invoke("$server.Containers[0].Config['env']").Single.ToString());
        _session.Invoke("Set-ClusterContainer web1 -Environment $null -Entrypoint $null -Restart").Succeeded();
        Assert.Equal([false, false], _session.Invoke("'env', 'entrypoint' | ForEach-Object { $server.Containers[0].Config.ContainsKey($_) }").Objects.Select(item => item.BaseObject));
    }

    [Fact]
    public void Snapshots_are_taken_listed_restored_and_removed()
    {
        var taken = _session.Invoke("Get-ClusterContainer | New-ClusterSnapshot -Name before -Description 'a way back'").Succeeded();
        Assert.Equal(["web1", "web2"], taken.Values("Container"));
        _session.Invoke("$null = New-ClusterSnapshot web1 after; Set-ClusterContainer web1 -Memory 2048").Succeeded();

        Assert.Equal(["before", "after"], _session.Invoke("Get-ClusterSnapshot web1").Succeeded().Values("Name"));
        Assert.Equal(["before", "before"], _session.Invoke("Get-ClusterContainer | Get-ClusterSnapshot -Name b*").Succeeded().Values("Name"));
        _session.Invoke("Get-ClusterSnapshot web2 nope").FailedWith("SnapshotNotFound", ErrorCategory.ObjectNotFound);
        Assert.Empty(_session.Invoke("Get-ClusterSnapshot web2 nope*").Succeeded().Objects);

        var restored = _session.Invoke("Get-ClusterSnapshot web1 before | Restore-ClusterSnapshot -Start -Confirm:$false -PassThru").Single;
        Assert.Equal(("512", "Running"), (restored.Text("Memory"), restored.Text("Status")));
        Assert.Equal("Stopped", _session.Invoke("Restore-ClusterSnapshot web1 after -Confirm:$false -PassThru").Single.Text("Status"));
        _session.Invoke("Restore-ClusterSnapshot web1 nope -Confirm:$false").FailedWith("SnapshotNotFound", ErrorCategory.ObjectNotFound);

        Assert.Empty(_session.Invoke("Remove-ClusterSnapshot web1 -Name *e* -Confirm:$false").Succeeded().Objects);
        Assert.Empty(_session.Invoke("Get-ClusterSnapshot web1").Succeeded().Objects);
        _session.Invoke("Get-ClusterContainer web2 | Get-ClusterSnapshot | Remove-ClusterSnapshot -Confirm:$false").Succeeded();
        Assert.Empty(_session.Invoke("Get-ClusterSnapshot *").Succeeded().Objects);
    }

    [Fact]
    public void A_container_object_is_not_taken_for_the_name_of_a_snapshot()
    {
        _session.Invoke("$null = New-ClusterSnapshot web1 web1").Succeeded();
        Assert.NotEmpty(_session.Invoke("Get-ClusterContainer web1 | Remove-ClusterSnapshot -Confirm:$false").Errors);
        Assert.Single(_session.Invoke("Get-ClusterSnapshot web1").Succeeded().Objects);
    }

    [Fact]
    public void A_backup_flows_into_another_container()
    {
        var copy = _session.Invoke("Backup-ClusterContainer web1 -Note test | New-ClusterContainer copy -Start").Single;
        Assert.Equal(("copy", "pve1", "10.0.0.102", "Running"), (copy.Text("Name"), copy.Text("Node"), copy.Text("Ipv4Address"), copy.Text("Status")));

        var backup = _session.Invoke("Backup-ClusterContainer web2 -Compression None -Mode Stop -Protect").Single;
        Assert.Equal(("web2", "True"), (backup.Text("Container"), backup.Text("IsProtected")));
        Assert.EndsWith(".tar", backup.Text("VolumeId"), StringComparison.Ordinal);
        Assert.Equal("again", _session.Invoke("New-ClusterContainer again -Node pve1 -Backup $volume", new { volume = backup.Text("VolumeId") }).Single.Text("Name"));
        _session.Invoke("New-ClusterContainer no -Node pve2 -Backup $volume").FailedWith("ContainerBackupNotFound", ErrorCategory.ObjectNotFound);
    }

    [Fact]
    public void A_container_is_copied_by_name_or_object()
    {
        _session.Invoke("New-ClusterContainer no -Node pve1 -Clone web1").FailedWith("ContainerInUse", ErrorCategory.ResourceBusy);
        Assert.Contains("-Clone", _session.Invoke("New-ClusterContainer no -Node pve1 -Template debian-12 -Full").FailedWith("InvalidValue", ErrorCategory.InvalidArgument).ToString(), StringComparison.Ordinal);
        _session.Invoke("Stop-ClusterContainer web1").Succeeded();
        var copies = _session.Invoke("'copy1', 'copy2' | New-ClusterContainer -Node pve1 -Clone (Get-ClusterContainer web1) -Memory 768").Succeeded();

        Assert.Equal(["768", "768"], copies.Values("Memory"));
        Assert.Equal(4, _session.Invoke("Get-ClusterContainer").Succeeded().Values("MacAddress").Distinct().Count());
    }

    [Fact]
    public void Templates_are_listed_saved_and_used()
    {
        Assert.Equal(6, _session.Invoke("Get-ClusterTemplate").Succeeded().Objects.Count);
        Assert.Equal("local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", _session.Invoke("Get-ClusterTemplate debian -Node pve1").Single.Text("Template"));
        Assert.Equal(2, _session.Invoke("Get-ClusterNode pve1 | Get-ClusterTemplate debian* -Available").Succeeded().Objects.Count);
        _session.Invoke("Get-ClusterTemplate windows -Node pve1").FailedWith("TemplateNotFound", ErrorCategory.ObjectNotFound);

        Assert.Equal(["pve1", "pve2"], _session.Invoke("Get-ClusterNode | Save-ClusterTemplate debian-13").Succeeded().Values("Node"));
        var again = _session.Invoke("Save-ClusterTemplate debian-13 -Node pve1 -Verbose").Succeeded();
        Assert.Contains(again.Verbose, line => line.Contains("already", StringComparison.Ordinal));
        var proxy = _session.Invoke("Save-ClusterTemplate -Reference docker.io/library/nginx:alpine -Node pve1 | New-ClusterContainer proxy -Environment @{ PORT = 8080 } -Start").Single;
        Assert.Equal(("local:vztmpl/nginx_alpine.tar", "Running"), (proxy.Text("Template"), proxy.Text("Status")));
        Assert.Equal("PORT=8080", _session.Invoke("$server.Containers[-1].Config['env']").Single.ToString());
    }

    [Fact]
    public void The_present_state_has_a_view_of_its_own_and_costs_one_request()
    {
        _session.Server.SetRunning(101, false);
        _session.Server.ClearRequests();
        var live = _session.Invoke("Get-ClusterContainer web1, web2 -Live").Succeeded();

        Assert.Equal(["Running", "Stopped"], live.Values("Status"));
        Assert.Equal(1, _session.Requests);
        Assert.All(live.Objects, item => Assert.Equal("ClusterManagement.Container#Live", item.TypeNames[0]));
        Assert.Equal(["web2"], _session.Invoke("Get-ClusterContainer -Live -Status Stopped").Succeeded().Values("Name"));
        Assert.Equal(["Running", "Running"], _session.Invoke("Get-ClusterContainer").Succeeded().Values("Status"));
        Assert.Equal("Stopped", _session.Invoke("Get-ClusterContainer web1 -Live | Stop-ClusterContainer -PassThru").Single.Text("Status"));

        _session.Server.SetNodeOnline("pve1", false);
        var down = _session.Invoke("Get-ClusterContainer -Live").Succeeded();
        Assert.Equal(2, down.Objects.Count);
        Assert.Contains("pve1", Assert.Single(down.Warnings), StringComparison.Ordinal);
    }

    private IEnumerable<string> Changes() => ((IEnumerable<dynamic>)_session.Server.Requests)
        .Where(request => request.Method != "GET").Select(request => $"{request.Method} {request.Path}");
}
