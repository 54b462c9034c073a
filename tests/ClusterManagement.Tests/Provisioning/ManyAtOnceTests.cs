using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Provisioning;

/// <summary>Containers that are made and removed at once.</summary>
public sealed class ManyAtOnceTests
{
    [Fact]
    public async Task Those_made_together_reserve_in_the_order_in_which_they_were_asked_for()
    {
        await using var lab = await EngineLab.StartAsync();

        // The first looks longest at its node, and still comes first.
        lab.Simulator.Faults.Add(new Fault { Method = "GET", PathPattern = new System.Text.RegularExpressions.Regex("/nextid$"), Delay = TimeSpan.FromMilliseconds(300) });
        var batch = lab.Session.Containers.BeginBatch();
        var made = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => batch.CreateAsync(EngineLab.Draft($"web{i}"), new RecordingContext())));

        Assert.Equal(Enumerable.Range(100, 8), made.Select(container => container!.ContainerId!.Value));
        Assert.Equal(Enumerable.Range(100, 8).Select(i => $"10.0.0.{i}"), made.Select(container => container!.Ipv4Address));
    }

    [Fact]
    public async Task One_that_fails_before_it_reserves_holds_nobody_up()
    {
        await using var lab = await EngineLab.StartAsync();
        var batch = lab.Session.Containers.BeginBatch();
        var made = Enumerable.Range(1, 4).Select(i => batch.CreateAsync(
            EngineLab.Draft($"web{i}") with { Template = i == 2 ? "no-such" : EngineLab.Template }, new RecordingContext())).ToList();

        var error = await Assert.ThrowsAsync<ClusterException>(() => made[1]);
        Assert.Equal("TemplateNotFound", error.ErrorId);
        Assert.Equal([100, 101, 102], (await Task.WhenAll(made[0], made[2], made[3])).Select(container => container!.ContainerId!.Value));
    }

    [Fact]
    public async Task No_more_than_five_disks_are_made_on_one_storage_at_once()
    {
        await using var lab = await EngineLab.StartAsync();
        lab.Simulator.Faults.Add(new Fault { Method = "POST", PathPattern = new System.Text.RegularExpressions.Regex("/lxc$"), Times = 12, TaskDuration = Timeout.InfiniteTimeSpan });
        var batch = lab.Session.Containers.BeginBatch();
        var making = Task.WhenAll(Enumerable.Range(1, 12).Select(i => batch.CreateAsync(EngineLab.Draft($"web{i}") with { Start = false }, new RecordingContext())));
        var most = 0;
        for (var made = 0; made < 12; made += 5)
        {
            var due = Math.Min(12, made + 5);
            await Eventually.IsTrueAsync(() => lab.Simulator.Containers.Count == due, $"there are not {due} containers");
            most = Math.Max(most, lab.Simulator.Containers.Count(container => container.Config.GetValueOrDefault("lock") == "create" || container.Description is null));
            await lab.Simulator.ReleaseTasksAsync();
        }

        Assert.Equal(12, (await making).Length);
        Assert.True(most <= 5, $"{most} were in the making at once.");
    }

    [Fact]
    public async Task One_name_that_is_made_and_removed_at_once_leaves_nothing_that_is_nobodys()
    {
        await using var lab = await EngineLab.StartAsync(new SimulatorOptions { TaskDuration = TimeSpan.FromMilliseconds(5) });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 6; i++)
            {
                try
                {
                    if (worker % 2 == 0) await lab.CreateAsync(EngineLab.Draft() with { Start = false });
                    else await lab.RemoveAsync("web1");
                }
                catch (ClusterException exception)
                {
                    TestContext.Current.TestOutputHelper?.WriteLine(exception.Message);
                }
            }
        })));

        await Invariants.NothingIsNobodysAsync(lab);
        foreach (var row in await lab.ContainersAsync()) await lab.RemoveAsync(row.Hostname);
        await Invariants.NothingIsLeftAsync(lab);
        await Invariants.PoolsAreWholeAsync(lab);
    }
}
