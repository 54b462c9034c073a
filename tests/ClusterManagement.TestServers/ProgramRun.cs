using System.Diagnostics;

namespace ClusterManagement.TestServers;

/// <summary>A program that ran to its end.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a program; it fails by an exit code other than 0 and by taking longer than a minute.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="start">What to run.</param>
    /// <param name="input">Its standard input.</param>
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="DatabaseServerException">It failed; the message has what it wrote.</exception>
    public static async Task<string> SucceedAsync(string name, ProcessStartInfo start, string input = "")
    {
        var run = await RunAsync(name, start, input);
        return run.ExitCode == 0
            ? run.Output
            : throw new DatabaseServerException(
                $"'{name}' ended with exit code {run.ExitCode}: {string.Join('\n', run.Error.Trim(), run.Output.Trim()).Trim()}");
    }

    private static async Task<ProgramRun> RunAsync(string name, ProcessStartInfo start, string input)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = ParentThread.Start(start);
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            await WriteAsync(process, input);
            await process.WaitForExitAsync(timeout.Token);
            return new ProgramRun(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new DatabaseServerException($"'{name}' did not end within {Patience.TotalSeconds:0} s.");
        }
    }

    private static async Task WriteAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code tells why.
        }
    }
}
