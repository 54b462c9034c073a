using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace ClusterManagement.Tests.Support;

/// <summary>Runs programs that others wrote, from <c>tests/foreign-clients</c>.</summary>
internal static class ForeignProgram
{
    /// <summary>The folder of the scripts and of their packages.</summary>
    public static readonly string Folder = Path.Combine(SharedMaterial.RepositoryRoot, "tests", "foreign-clients");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Skips the test when an npm package is not installed; in CI it fails instead.</summary>
    public static void RequirePackage(string name)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", name)))
            SharedMaterial.Missing($"The npm package {name} is not installed: run 'npm ci' in tests/foreign-clients.");
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code, and what it wrote on both streams.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Start(start);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.StandardInput.BaseStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(input), timeout.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException($"'{start.FileName}' did not start.");
        }
        catch (Win32Exception missing)
        {
            SharedMaterial.Missing($"'{start.FileName}' is not installed: {missing.Message}");
            throw;
        }
    }
}
