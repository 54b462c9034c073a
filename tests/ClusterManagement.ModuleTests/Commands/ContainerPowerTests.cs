using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Commands;

/// <summary>Starting, stopping and removing containers, and the jobs that tell of it.</summary>
public sealed class ContainerPowerTests : IDisposable
{
    private readonly ClusterSession _session = new();

    public ContainerPowerTests() => _session.Invoke("$null = 'web1', 'web2' | New-ClusterContainer -Node pve1 -Template debian-12").Succeeded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Start_and_stop_are_silent_and_do_their_work()
    {
        Assert.Empty(_session.Invoke("Start-ClusterContainer web1").Succeeded().Objects);
        Assert.Equal(["Running", "Stopped"], States());

        Assert.Empty(_session.Invoke("Stop-ClusterContainer web1").Succeeded().Objects);
        Assert.Equal(["Stopped", "Stopped"], States());
    }

    [Theory]
    [InlineData("Start-ClusterContainer web* -PassThru")]
    [InlineData("Get-ClusterContainer | Start-ClusterContainer -PassThru")]
    [InlineData("100, 101 | Start-ClusterContainer -PassThru")]
    [InlineData("[pscustomobject]@{ Name = 'web1' }, [pscustomobject]@{ Name = 'web2' } | Start-ClusterContainer -PassThru")]
    [InlineData("Restart-ClusterContainer web1, web2 -PassThru")]
    public void Several_are_started_and_shown(string script)
    {
        Assert.Equal(["Running", "Running"], _session.Invoke(script).Succeeded().Values("Status"));
    }

    [Fact]
    public void What_is_done_already_is_no_error()
    {
        Assert.Equal("Stopped", _session.Invoke("Stop-ClusterContainer web1 -PassThru").Single.Text("Status"));
        _session.Invoke("Start-ClusterContainer web1").Succeeded();
        Assert.Equal("Running", _session.Invoke("Start-ClusterContainer web1 -PassThru").Single.Text("Status"));
        Assert.Equal("Running", _session.Invoke("Restart-ClusterContainer web1 -PassThru").Single.Text("Status"));
    }

    [Fact]
    public void A_running_container_is_removed_by_force_only()
    {
        _session.Invoke("Start-ClusterContainer web1").Succeeded();

        _session.Invoke("Remove-ClusterContainer web1 -Confirm:$false").FailedWith("ContainerInUse", ErrorCategory.ResourceBusy);
        Assert.Equal((2, 2), (_session.RemoteContainers, _session.Rows));

        Assert.Empty(_session.Invoke("Get-ClusterContainer | Remove-ClusterContainer -Force -Confirm:$false").Succeeded().Objects);
        _session.AssertNothingLeft();
    }

    [Fact]
    public void A_removed_containers_address_is_given_again()
    {
        _session.Invoke("Remove-ClusterContainer web1 -Confirm:$false").Succeeded();

        Assert.Equal("10.0.0.100", _session.Invoke("New-ClusterContainer web3 -Node pve1 -NoProvision").Single.Text("Ipv4Address"));
    }

    [Fact]
    public void A_strangers_container_is_left_alone()
    {
        _session.Server.RemoveContainer(100);
        _session.Server.AddContainer(100, "pve1");

        var result = _session.Invoke("Remove-ClusterContainer web1 -Confirm:$false").Succeeded();

        Assert.Contains("belongs to somebody else", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal((2, 1), (_session.RemoteContainers, _session.Rows));
    }

    [Fact]
    public void A_registration_can_be_forgotten_without_a_request()
    {
        _session.Server.ClearRequests();

        _session.Invoke("Remove-ClusterContainer web1 -NoProvision -Confirm:$false").Succeeded();

        Assert.Equal((0, 2, 1), (_session.Requests, _session.RemoteContainers, _session.Rows));
    }

    [Fact]
    public void One_that_is_registered_only_cannot_be_started()
    {
        _session.Register("pve1", "paper");

        var error = _session.Invoke("Start-ClusterContainer paper").FailedWith("ContainerInUse", ErrorCategory.ResourceBusy);

        Assert.Contains("nothing on Proxmox", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_gone_on_Proxmox_is_recorded_as_missing()
    {
        _session.Server.RemoveContainer(100);

        _session.Invoke("Start-ClusterContainer web1").FailedWith("ContainerMissing", ErrorCategory.ObjectNotFound);

        Assert.Equal(["Missing", "Stopped"], States());
    }

    [Fact]
    public void Jobs_tell_what_was_done()
    {
        _session.Invoke("Start-ClusterContainer web1; Remove-ClusterContainer web1 -Force -Confirm:$false").Succeeded();

        var jobs = _session.Invoke("Get-ClusterJob -Container web1").Succeeded();
        Assert.Equal(["Remove container web1", "Start container web1", "Create container web1"], jobs.Values("Name"));
        Assert.Equal(["Success", "Success", "Success"], jobs.Values("Status"));
        Assert.All(jobs.Objects, job => Assert.NotEmpty((System.Collections.IEnumerable)job.Value("Statuses")!));
        Assert.All(jobs.Objects, job => Assert.True(job.Value("Duration") is TimeSpan duration && duration > TimeSpan.Zero));
        Assert.Equal(jobs.Values("Id").Take(1), _session.Invoke("Get-ClusterJob -Container web1 -First 1").Values("Id"));
        Assert.Equal(jobs.Values("Id"), _session.Invoke("Get-ClusterJob -Container web1 | Get-ClusterJob").Succeeded().Values("Id"));
        Assert.Empty(_session.Invoke("Get-ClusterJob -Status Failure").Succeeded().Objects);
        _session.Invoke("Get-ClusterJob 999").FailedWith("JobNotFound", ErrorCategory.ObjectNotFound);
    }

    private IReadOnlyList<string?> States() => _session.Invoke("Get-ClusterContainer").Values("Status");
}
