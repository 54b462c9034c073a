using System.Text.RegularExpressions;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Lifecycle;

/// <summary>Starting, stopping and restarting when the answer does not arrive.</summary>
public sealed class PowerTests
{
    private static readonly ContainerIdentity Web1 = new("web1");

    [Theory]
    [InlineData(PowerAction.Start, false, "/status/start$")]
    [InlineData(PowerAction.Stop, true, "/status/shutdown$")]
    [InlineData(PowerAction.Restart, true, "/status/reboot$")]
    public async Task What_was_done_although_the_answer_was_lost_is_a_success_and_not_done_twice(PowerAction action, bool isRunning, string path)
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft() with { Start = isRunning });
        lab.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new Regex(path), DropConnection = ConnectionDrop.AfterProcessing });
        lab.ForgetRequests();
        var container = await lab.Session.Containers.PowerAsync(Web1, new PowerRequest(action, TimeSpan.FromMinutes(1)), new RecordingContext());

        Assert.Equal(action == PowerAction.Stop ? ContainerStatus.Stopped : ContainerStatus.Running, container?.Status);
        Assert.Single(lab.Simulator.Requests, request => request.Method == "POST");
        Assert.Equal(JobState.Success, (await lab.JobsAsync())[0].Status);
    }

    [Theory]
    [InlineData(PowerAction.Start, false, "/status/start$")]
    [InlineData(PowerAction.Stop, true, "/status/shutdown$")]
    public async Task What_was_not_done_is_asked_for_again(PowerAction action, bool isRunning, string path)
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft() with { Start = isRunning });
        lab.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new Regex(path), DropConnection = ConnectionDrop.BeforeProcessing });
        lab.ForgetRequests();
        await lab.Session.Containers.PowerAsync(Web1, new PowerRequest(action, TimeSpan.FromMinutes(1)), new RecordingContext());

        Assert.Equal(isRunning ? ContainerStatus.Stopped : ContainerStatus.Running, Assert.Single(await lab.ContainersAsync()).Status);
        Assert.Equal(2, lab.Simulator.Requests.Count(request => request.Method == "POST"));
        Assert.Equal(JobState.Success, (await lab.JobsAsync())[0].Status);
    }

    [Theory]
    [InlineData(PowerAction.Start, false, "/status/start$")]
    [InlineData(PowerAction.Stop, true, "/status/shutdown$")]
    public async Task What_cannot_be_done_is_an_error_and_the_row_stays(PowerAction action, bool isRunning, string path)
    {
        await using var lab = await EngineLab.StartAsync();
        await lab.CreateAsync(EngineLab.Draft() with { Start = isRunning });
        lab.Simulator.Faults.Add(
            new Fault { Method = "POST", PathPattern = new Regex(path), DropConnection = ConnectionDrop.BeforeProcessing, Times = int.MaxValue });
        var error = await Assert.ThrowsAsync<RemoteApiException>(
            () => lab.Session.Containers.PowerAsync(Web1, new PowerRequest(action, TimeSpan.FromMinutes(1)), new RecordingContext()));

        Assert.True(error.IsAmbiguous);
        Assert.Equal(isRunning ? ContainerStatus.Running : ContainerStatus.Stopped, Assert.Single(await lab.ContainersAsync()).Status);
        Assert.Equal(JobState.Failure, (await lab.JobsAsync())[0].Status);
    }
}
