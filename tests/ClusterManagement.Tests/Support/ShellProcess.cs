using System.Diagnostics;
using Xunit;

namespace ClusterManagement.Tests.Support;

/// <summary>A script run by the module's own shell, in a process of its own.</summary>
internal sealed class ShellProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private ShellProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The shell's program, for dotnet to run.</summary>
    public static string Program { get; } = FindProgram();

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a script.</summary>
    /// <param name="folder">Where the script is written.</param>
    /// <param name="database">The database it works in.</param>
    /// <param name="keyRing">The key ring.</param>
    /// <param name="script">The script's text.</param>
    /// <param name="arguments">The script's arguments.</param>
    public static ShellProcess Start(string folder, string database, string keyRing, string script, params string[] arguments)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.ps1");
        File.WriteAllText(file, "$ErrorActionPreference = 'Stop'\n" + script);
        var start = new ProcessStartInfo("dotnet", [Program, file, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
            Environment = { ["CLUSTER_DATABASE"] = database, ["CLUSTER_KEY_RING"] = keyRing },
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("The shell did not start.");
        process.StandardInput.Close();
        return new ShellProcess(process);
    }

    /// <summary>Ends the process as a power failure would: it can clean up nothing.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for the end, which has to be a good one.</summary>
    /// <returns>What the script wrote.</returns>
    public async Task<string> SucceedAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var output = await _output;
        Assert.True(_process.ExitCode == 0, $"Exit code {_process.ExitCode}: {await _error}\n{output}");
        return output;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private static string FindProgram()
    {
        const string Name = "ClusterManagement.Shell";
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(SharedMaterial.RepositoryRoot, "src", Name, "bin", output.Parent!.Name, output.Name, $"{Name}.dll");
    }
}
