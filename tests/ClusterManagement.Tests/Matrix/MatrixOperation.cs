using ClusterManagement.Tests.Drift;
using ClusterManagement.Tests.Support;

namespace ClusterManagement.Tests.Matrix;

/// <summary>Something that is done to the container web1.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Method">The method of the request that does it.</param>
/// <param name="Path">A pattern for that request's path.</param>
/// <param name="Prepare">Makes what it needs.</param>
/// <param name="Run">Does it.</param>
internal sealed record MatrixOperation(
    string Name, string Method, string Path, Func<EngineLab, Task> Prepare, Func<EngineLab, RecordingContext, Task> Run)
{
    private static readonly ContainerIdentity Web1 = new("web1");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Every operation.</summary>
    public static IReadOnlyList<MatrixOperation> All { get; } =
    [
        new("create", "POST", "/lxc$", Nothing, (lab, context) => lab.CreateAsync(Draft(start: false), context)),
        new("create and start", "POST", "/lxc$", Nothing, (lab, context) => lab.CreateAsync(Draft(start: true), context)),
        new("create and start", "POST", "/status/start$", Nothing, (lab, context) => lab.CreateAsync(Draft(start: true), context)),
        new("start", "POST", "/status/start$", Stopped, (lab, context) => Power(lab, PowerAction.Start, context)),
        new("stop", "POST", "/status/shutdown$", Running, (lab, context) => Power(lab, PowerAction.Stop, context)),
        new("restart", "POST", "/status/reboot$", Running, (lab, context) => Power(lab, PowerAction.Restart, context)),
        new("set", "PUT", "/config$", Running, (lab, context) => lab.Session.Containers.UpdateAsync(Web1, new ContainerChanges { Memory = 1024 }, context)),
        new("grow", "PUT", "/resize$", Running, (lab, context) => lab.Session.Containers.UpdateAsync(Web1, new ContainerChanges { Disk = 6 }, context)),
        new("move", "POST", "/migrate$", Stopped, (lab, context) =>
            lab.Session.Containers.MoveAsync(Web1, new ContainerMove { Node = new NodeIdentity("pve2"), ShutdownTimeout = Patience, Timeout = Patience }, context)),
        new("snapshot", "POST", "/snapshot$", Stopped, (lab, context) => lab.Session.Snapshots.CreateAsync(Web1, "before", null, context)),
        new("restore snapshot", "POST", "/rollback$", Snapshot, (lab, context) => lab.Session.Snapshots.RestoreAsync(Web1, "before", false, context)),
        new("remove snapshot", "DELETE", "/snapshot/before$", Snapshot, (lab, context) => lab.Session.Snapshots.RemoveAsync(Web1, "before", false, context)),
        new("back up", "POST", "/vzdump$", Stopped, (lab, context) => lab.Session.Backups.CreateAsync(Web1, new BackupDraft { Timeout = Patience }, context)),
        new("clone", "POST", "/clone$", Template, (lab, context) => lab.CreateAsync(
            Draft(start: false) with { Template = null, Origin = new ContainerOrigin { Container = new ContainerIdentity("golden"), Full = true } }, context)),
        new("remove", "DELETE", @"/lxc/\d+$", Stopped, (lab, context) => lab.RemoveAsync("web1", context: context)),
        new("compare", "GET", "/cluster/resources$", Running, (lab, context) => lab.SettleAsync(context: context)),
        new("compare", "GET", "/config$", Running, (lab, context) => lab.SettleAsync(context: context)),
        new("repair", "GET", "/config$", Interrupted, (lab, context) => lab.RepairAsync(context: context)),
    ];

    private static ContainerDraft Draft(bool start) => EngineLab.Draft() with { Start = start, Timeout = Patience };

    private static Task Nothing(EngineLab lab) => Task.CompletedTask;

    private static Task Stopped(EngineLab lab) => lab.CreateAsync(Draft(start: false));

    private static Task Running(EngineLab lab) => lab.CreateAsync(Draft(start: true));

    private static async Task Snapshot(EngineLab lab)
    {
        await Stopped(lab);
        await lab.Session.Snapshots.CreateAsync(Web1, "before", null, new RecordingContext());
    }

    private static async Task Template(EngineLab lab)
    {
        var golden = await lab.CreateAsync(EngineLab.Draft("golden") with { Start = false });
        lab.Simulator.SetConfig(golden.ContainerId!.Value, "template", "1");
    }

    // As a process leaves it that is killed right after the container was made.
    private static async Task Interrupted(EngineLab lab)
    {
        await Stopped(lab);
        await lab.Place.ExecuteAsync("UPDATE [Containers] SET [status] = 'creating'");
    }

    private static Task Power(EngineLab lab, PowerAction action, RecordingContext context) =>
        lab.Session.Containers.PowerAsync(Web1, new PowerRequest(action, TimeSpan.FromSeconds(2)), context);
}
