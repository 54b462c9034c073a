namespace ClusterManagement.ModuleTests.Help;

/// <summary>Starts the help generator.</summary>
public static class HelpGenerator
{
    /// <summary>Gets the assembly that holds the sample cmdlets: these tests.</summary>
    public static string SampleAssembly { get; } = typeof(HelpGenerator).Assembly.Location;

    /// <summary>Gets the sample's documentation file.</summary>
    public static string SampleXml { get; } = Path.ChangeExtension(SampleAssembly, ".xml");

    /// <summary>Runs the generator on the sample cmdlets.</summary>
    public static Task<ProgramRun> RunOnSampleAsync(params string[] arguments) =>
        RunAsync(["--assembly", SampleAssembly, "--xml", SampleXml, .. arguments]);

    /// <summary>Runs the generator.</summary>
    public static Task<ProgramRun> RunAsync(params string[] arguments) =>
        ProgramRun.StartAsync(Repository.Program("tools", "ClusterManagement.Help"), arguments);
}
