using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Provisioning;

/// <summary>A create request that is never answered may still be carried out: its row stays until that is known.</summary>
public sealed class UnansweredCreateTests
{
    [Fact]
    public async Task A_request_that_outlives_the_patience_of_a_cancelled_command_keeps_its_row()
    {
        await using var lab = await EngineLab.StartAsync();
        using var stop = new CancellationTokenSource();
        var fault = lab.Simulator.Faults.Add(new RequestStep("POST", "/nodes/pve1/lxc", 0).Hold(TimeSpan.FromSeconds(12)));
        var creation = lab.CreateAsync(EngineLab.Draft(), new RecordingContext(stop.Token));
        await Eventually.IsTrueAsync(() => fault.Hits > 0, "the create request was not sent");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creation);

        var row = Assert.Single(await lab.ContainersAsync());
        Assert.Equal(ContainerStatus.Failed, row.Status);
        Assert.Contains("may still carry it out", row.StatusReason, StringComparison.Ordinal);

        // It is carried out in the end, and what comes into being has its owner.
        await Eventually.IsTrueAsync(() => lab.Simulator.Containers.Any(container => container.Description?.Length > 0), "the held request was not processed");
        await Invariants.NothingIsNobodysAsync(lab);
        await lab.RemoveAsync(row.Hostname);
        await Invariants.NothingIsLeftAsync(lab);
        await Invariants.PoolsAreWholeAsync(lab);
    }
}
