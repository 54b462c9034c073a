using System.Globalization;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Drift;
using ClusterManagement.Tests.Provisioning;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Repair;

/// <summary>
/// A process that makes ten containers is killed at random moments. After the repair everything is true again. The seed is
/// printed; CLUSTER_TEST_SEED repeats a run.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class RandomKillTests
{
    private const int Containers = 10;
    private const int Kills = 10;
    private const string Script = "1..10 | ForEach-Object { \"web$_\" } | New-ClusterContainer -Node pve1 -Template $args[0] -Disk 4 -Start";

    // Long enough for a request that was on its way when its sender was killed.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_process_killed_at_a_random_moment_leaves_nothing_that_a_repair_does_not_mend()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("CLUSTER_TEST_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Environment.TickCount;
        var random = new Random(seed);
        await using var lab = await EngineLab.StartAsync(new SimulatorOptions { TaskDuration = TimeSpan.FromMilliseconds(30) });
        var total = await RequestsOfAllAsync(lab);
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}; making {Containers} containers takes {total} requests.");
        for (var i = 0; i < Kills; i++)
        {
            var moment = random.Next(1, total);
            var results = await KillAndRepairAsync(lab, moment);
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"Killed after request {moment}: {string.Join(", ", results.GroupBy(result => result.Outcome).Select(group => $"{group.Count()} {group.Key}"))}");
        }
    }

    private static async Task<List<RepairResult>> KillAndRepairAsync(EngineLab lab, int moment)
    {
        lab.ForgetRequests();
        using (var process = lab.StartScript(Script, EngineLab.Template))
        {
            await Eventually.IsTrueAsync(() => lab.Simulator.Requests.Count >= moment || process.HasExited, $"request {moment} was not sent", TimeSpan.FromMilliseconds(1));
            await process.KillAsync();
        }

        var interrupted = (await lab.JobsAsync()).Where(job => job.Status == JobState.Running).Select(job => job.Id).ToList();
        var results = await lab.RepairAsync(Patience);
        await Invariants.EverythingIsTrueAsync(lab);
        Assert.DoesNotContain(results, result => result.Outcome is RepairOutcome.Found or RepairOutcome.Busy);
        var jobs = (await lab.JobsAsync()).ToDictionary(job => job.Id);
        Assert.All(interrupted, id => Assert.StartsWith("Interrupted: the process that ran it is gone.", jobs[id].Message, StringComparison.Ordinal));
        Assert.Empty(await lab.RepairAsync());
        Assert.Empty((await lab.FindDriftAsync()).Select(finding => finding.Drift.Describe()));
        foreach (var row in await lab.ContainersAsync()) await lab.RemoveAsync(row.Hostname);
        await Invariants.NothingIsLeftAsync(lab);
        await Invariants.PoolsAreWholeAsync(lab);
        return results;
    }

    private static async Task<int> RequestsOfAllAsync(EngineLab lab)
    {
        lab.ForgetRequests();
        using (var process = lab.StartScript(Script, EngineLab.Template)) await process.SucceedAsync();
        var total = lab.Simulator.Requests.Count;
        Assert.Equal(Containers, lab.Simulator.Containers.Count);
        foreach (var row in await lab.ContainersAsync()) await lab.RemoveAsync(row.Hostname);
        return total;
    }
}
