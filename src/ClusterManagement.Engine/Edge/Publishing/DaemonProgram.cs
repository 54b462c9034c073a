using System.ComponentModel;
using System.Diagnostics;

namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>Finds and runs the programs of daemons.</summary>
internal static class DaemonProgram
{
    // Where Linux keeps daemons, which the path of a user often lacks.
    private static readonly string[] Folders = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="name">The program's name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its exit code and what it wrote.</returns>
    /// <exception cref="ClusterException"><c>ConfigurationFailed</c>: it is not installed or does not end.</exception>
    public static async Task<(int ExitCode, string Output)> RunAsync(string name, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Find(name), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Start(start, name);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, $"{await error}{await output}".Trim());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new ClusterException(
                ErrorIds.ConfigurationFailed, ClusterErrorKind.Timeout, $"'{name}' did not end within {Patience.TotalSeconds:0} s.",
                "Run it by hand to see what it waits for.", name);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>True when a daemon runs whose process id stands in a file.</summary>
    /// <param name="pidFile">The file.</param>
    /// <param name="name">The program's name.</param>
    /// <param name="id">The process id.</param>
    public static bool IsRunning(string pidFile, string name, out int id)
    {
        id = 0;
        try
        {
            // The number of a process that ended may be another's by now.
            return File.Exists(pidFile) && int.TryParse(File.ReadAllText(pidFile), out id)
                && Process.GetProcessById(id) is var process && process.ProcessName.StartsWith(name, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    /// <summary>Sends a process a signal.</summary>
    /// <param name="id">The process id.</param>
    /// <param name="signal">The signal's name without SIG.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Task SignalAsync(int id, string signal, CancellationToken cancellationToken) =>
        RunAsync("sh", ["-c", "kill -s \"$0\" \"$1\"", signal, $"{id}"], cancellationToken);

    private static Process Start(ProcessStartInfo start, string name)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new ClusterException(
                ErrorIds.ConfigurationFailed, ClusterErrorKind.Connection,
                $"The program '{name}' cannot be run: {exception.Message}",
                $"Install it on this machine, or name commands with -CheckCommand and -ReloadCommand that run it where it is.", name, exception);
        }
    }

    private static string Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Concat(Folders)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) ?? name;
}
