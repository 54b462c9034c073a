namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>The controllers there are.</summary>
internal static class EdgeControllers
{
    /// <summary>All of them, proxies first: where one takes the place of another, nothing else is to be done between the two.</summary>
    public static IReadOnlyList<IEdgeController> All { get; } = [new NginxController(), new HaproxyController(), new DnsmasqController()];

    /// <summary>Those of certain daemons.</summary>
    /// <param name="daemons">The daemons.</param>
    public static IEnumerable<IEdgeController> Of(IEnumerable<EdgeDaemon> daemons) => All.Where(controller => daemons.Contains(controller.Daemon));

    /// <summary>True when the daemon runs that was started with the files of a folder.</summary>
    /// <param name="controller">The daemon's controller.</param>
    /// <param name="folder">The edge's folder.</param>
    /// <param name="id">Its process id.</param>
    public static bool IsRunning(this IEdgeController controller, EdgeFolder folder, out int id) =>
        DaemonProgram.IsRunning(folder.PidFile(controller.Daemon), folder.MainFile(controller), out id);

    /// <summary>Sends the daemon of a folder a signal, if it runs; it may end by itself meanwhile.</summary>
    /// <param name="controller">The daemon's controller.</param>
    /// <param name="folder">The edge's folder.</param>
    /// <param name="signal">The signal's name without SIG.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task SignalAsync(this IEdgeController controller, EdgeFolder folder, string signal, CancellationToken cancellationToken)
    {
        if (!controller.IsRunning(folder, out var id)) return;
        var run = await DaemonProgram.SignalAsync(id, signal, cancellationToken);
        if (controller.IsRunning(folder, out _)) RefuseFailure("kill", run);
    }

    /// <summary>The error of a daemon that could not be started. The one that runs already may have been started from elsewhere.</summary>
    /// <param name="controller">The daemon's controller.</param>
    /// <param name="folder">The edge's folder.</param>
    /// <param name="run">How the start ended.</param>
    public static void RefuseFailedStart(this IEdgeController controller, EdgeFolder folder, (int ExitCode, string Output) run)
    {
        var program = controller.Daemon.ToString().ToLowerInvariant();
        if (run.ExitCode != 0 && DaemonProgram.Other(folder.PidFile(controller.Daemon), folder.MainFile(controller), program) is var (id, commandLine))
        {
            throw new ClusterException(
                ErrorIds.ConfigurationFailed, ClusterErrorKind.InUse,
                $"{program} could not be started: {run.Output.TrimEnd('.')}. The {program} that '{folder.PidFile(controller.Daemon)}' names was started with other files: {commandLine}",
                $"If it is this edge's, from before its folder was moved, end it with 'kill {id}' and repeat the command.", program);
        }

        RefuseFailure(program, run);
    }

    /// <summary>The error of a program that failed where it should have taken up files.</summary>
    /// <param name="program">The program.</param>
    /// <param name="run">How it ended.</param>
    public static void RefuseFailure(string program, (int ExitCode, string Output) run)
    {
        if (run.ExitCode == 0) return;
        throw new ClusterException(
            ErrorIds.ConfigurationFailed, ClusterErrorKind.Connection,
            $"{program} did not take up the new files; it ended with exit code {run.ExitCode}: {run.Output}", "See what it says, and repeat the command.", program);
    }
}
