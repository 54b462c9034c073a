namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>The controllers there are.</summary>
internal static class EdgeControllers
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IEdgeController> All { get; } = [new NginxController(), new DnsmasqController(), new HaproxyController()];

    /// <summary>Those of certain daemons.</summary>
    /// <param name="daemons">The daemons.</param>
    public static IEnumerable<IEdgeController> Of(IEnumerable<EdgeDaemon> daemons) => All.Where(controller => daemons.Contains(controller.Daemon));

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
