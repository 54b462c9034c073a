namespace ClusterManagement.Tests.Simulator;

/// <summary>The recorded answers, by number, that the simulator does not give, and why.</summary>
internal static class ReplayExceptions
{
    private const string EmptyArchive =
        "the recorded backup was a stand-in archive without configuration; a restore brings the configuration back";

    private const string DaemonDown =
        "while the offline node was recorded the local privileged daemon was down too, so that even local requests gave 595";

    public static IReadOnlyDictionary<int, string> Reasons { get; } = new Dictionary<int, string>
    {
        [270] = EmptyArchive,
        [282] = EmptyArchive,
        [366] = DaemonDown,
        [372] = DaemonDown,
        [373] = DaemonDown,
        [374] = DaemonDown,
    };
}
