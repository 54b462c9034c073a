using System.Diagnostics;

namespace ClusterManagement.ModuleTests;

/// <summary>A .NET program run as a process of its own.</summary>
public sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    private static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">The program's dll.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What its standard input holds; it is always redirected.</param>
    /// <param name="onLine">Called with every line of output, to act on the running process.</param>
    public static async Task<ProgramRun> StartAsync(
        string program,
        IEnumerable<string> arguments,
        string input = "",
        Action<Process, string>? onLine = null)
    {
        using var process = new Process { StartInfo = Describe(program, arguments) };
        process.Start();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), timeout.Token);
            process.StandardInput.Close();
            var output = new List<string>();
            while (await process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
            {
                output.Add(line);
                onLine?.Invoke(process, line);
            }

            await process.WaitForExitAsync(timeout.Token);
            return new ProgramRun(process.ExitCode, string.Join('\n', output), (await error).ReplaceLineEndings("\n").TrimEnd());
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static ProcessStartInfo Describe(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }
}
