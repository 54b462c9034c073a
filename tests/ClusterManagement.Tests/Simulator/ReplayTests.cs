using System.Text.RegularExpressions;
using Xunit;

namespace ClusterManagement.Tests.Simulator;

/// <summary>Sends what was once sent to real Proxmox VE code to the simulator, and compares the answers.</summary>
public sealed class ReplayTests(ITestOutputHelper output)
{
    private const double Required = 0.95;

    private static readonly string[] PathsInUse =
    [
        @"^/version$", @"^/nodes$", @"^/nodes/[^/]+/(status|version)$", @"^/cluster/(nextid|resources|status|tasks)$", @"^/storage$",
        @"^/nodes/[^/]+/storage(/[^/]+/content)?$", @"^/nodes/[^/]+/lxc$", @"^/nodes/[^/]+/lxc/\d+$",
        @"^/nodes/[^/]+/lxc/\d+/(config|interfaces|pending|resize|clone|migrate|feature)$", @"^/nodes/[^/]+/lxc/\d+/status/", @"^/access/ticket$",
        @"^/nodes/[^/]+/lxc/\d+/snapshot", @"^/nodes/[^/]+/tasks", @"^/nodes/[^/]+/(vzdump|aplinfo|network|query-oci-repo-tags|query-url-metadata)$",
        @"^/nodes/[^/]+/storage/[^/]+/(oci-registry-pull|download-url|content/.+)$",
    ];

    [Fact]
    public async Task Answers_agree_with_real_Proxmox_VE()
    {
        var recording = Recording.Load();
        await using var replay = new ReplaySession(recording);
        var disagreements = new Dictionary<int, string>();
        foreach (var interaction in recording)
        {
            var differences = await replay.SendAsync(interaction, TestContext.Current.CancellationToken);
            if (differences.Count > 0)
                disagreements[interaction.Index] = $"{interaction}\n    {string.Join("\n    ", differences)}";
        }

        var inUse = recording.Where(i => IsInUse(i.Url)).Select(i => i.Index).ToHashSet();
        var all = Report("all", recording.Count, disagreements.Count);
        var used = Report("endpoints in use", inUse.Count, disagreements.Keys.Count(inUse.Contains));
        foreach (var (index, text) in disagreements)
        {
            var excepted = ReplayExceptions.Reasons.TryGetValue(index, out var reason);
            output.WriteLine($"{(excepted ? $"excepted, {reason}" : "DISAGREES")}: {text}");
        }

        Assert.True(all >= Required);
        Assert.True(used >= Required);
        Assert.Equal([], disagreements.Where(d => !ReplayExceptions.Reasons.ContainsKey(d.Key)).Select(d => d.Value));
        Assert.Equal([], ReplayExceptions.Reasons.Keys.Where(i => !disagreements.ContainsKey(i)));
    }

    private static bool IsInUse(string url)
    {
        var path = Uri.UnescapeDataString(url.Split('?')[0]).Replace("/api2/json", "", StringComparison.Ordinal);
        return Array.Exists(PathsInUse, pattern => Regex.IsMatch(path, pattern));
    }

    private double Report(string what, int count, int disagreements)
    {
        var agreement = (double)(count - disagreements) / count;
        output.WriteLine($"{what}: {count - disagreements} of {count} agree ({agreement:P1})");
        return agreement;
    }
}
