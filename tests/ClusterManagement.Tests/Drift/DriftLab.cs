using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Drift;

/// <summary>Comparing and repairing the lab's cluster, as the cmdlets do.</summary>
internal static class DriftLab
{
    /// <summary>The differences, of which nothing is settled.</summary>
    public static async Task<List<IDriftFinding>> FindDriftAsync(this EngineLab lab, RecordingContext? context = null, params string[] containers) =>
        await lab.Session.Drift.FindAsync(
            new DriftFilter { Containers = [.. containers.Select(name => new ContainerIdentity(name))] }, context ?? new RecordingContext())
            .ToListAsync(TestContext.Current.CancellationToken);

    /// <summary>Settles every difference that can be settled on a side.</summary>
    public static async Task<List<ContainerDrift>> SettleAsync(this EngineLab lab, DriftSide side = DriftSide.Proxmox, RecordingContext? context = null)
    {
        context ??= new RecordingContext();
        var settled = new List<ContainerDrift>();
        foreach (var finding in await lab.FindDriftAsync(context))
        {
            var chosen = finding.Drift.IsIntent ? side : DriftSide.Proxmox;
            settled.Add(finding.Sides.Contains(chosen) ? await finding.SettleAsync(chosen, context) : finding.Drift);
        }

        return settled;
    }

    /// <summary>Repairs everything.</summary>
    public static async Task<List<RepairResult>> RepairAsync(
        this EngineLab lab, TimeSpan? patience = null, bool removeOrphans = false, RecordingContext? context = null)
    {
        context ??= new RecordingContext();
        var results = new List<RepairResult>();
        var request = new RepairRequest { Patience = patience ?? TimeSpan.Zero, Timeout = TimeSpan.FromSeconds(30), RemoveOrphans = removeOrphans };
        await foreach (var finding in lab.Session.Repairs.FindAsync(request, context))
        {
            results.Add(finding.Action is null ? finding.Found : await finding.RepairAsync(context));
        }

        return results;
    }

    /// <summary>A difference in short.</summary>
    public static string Describe(this ContainerDrift drift) => $"{drift.Kind} {drift.Container} {drift.Field}: {drift.Ours} -> {drift.Theirs}";
}
