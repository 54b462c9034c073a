namespace ClusterManagement.Shell;

/// <summary>The process's exit codes.</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int WrongCommandLine = 64;
    public const int Interrupted = 130;

    public static int From(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Completed => Success,
        RunOutcome.Stopped => Interrupted,
        _ => Failure,
    };
}
