namespace ClusterManagement.ModuleTests.Shell;

/// <summary>Starts the shell on scripts in a folder of the test's own.</summary>
public abstract class ShellFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Gets the folder that holds the test's scripts.</summary>
    protected string Folder => _folder.Path;

    /// <inheritdoc/>
    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs the text as a script file.</summary>
    protected Task<ProgramRun> RunScriptAsync(string script, params string[] arguments) =>
        StartAsync(["-NoImport", _folder.Write("script.ps1", script), .. arguments]);

    /// <summary>Runs the shell with these arguments.</summary>
    protected static Task<ProgramRun> StartAsync(IEnumerable<string> arguments, string input = "") =>
        ProgramRun.StartAsync(Repository.Program("src", "ClusterManagement.Shell"), arguments, input);

    /// <summary>Writes a file beside the test's script.</summary>
    protected string Write(string name, string content) => _folder.Write(name, content);
}
