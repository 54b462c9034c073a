using System.ComponentModel;
using System.Diagnostics;

namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>Finds and runs the programs of daemons.</summary>
internal static class DaemonProgram
{
    // Where Linux keeps daemons, which the path of a user often lacks.
    private static readonly string[] Folders = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Its arguments: a process id, the file it was started with, and the command that comes after it.
    private const string Replacing = """
        trap '' INT HUP
        runs() { { tr '\000' ' ' <"/proc/$1/cmdline"; } 2>/dev/null | grep -qF -- "$2"; }
        kill -s TERM "$1" || ! runs "$1" "$2" || exit 1
        turns=0
        while runs "$1" "$2"; do
            turns=$((turns + 1))
            [ $turns -ne 200 ] || kill -s KILL "$1"
            [ $turns -lt 400 ] || { echo "Process $1 does not end."; exit 1; }
            sleep 0.025
        done
        shift 2
        [ $# -eq 0 ] || exec "$@"
        """;

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

    /// <summary>
    /// True when a daemon runs that was started with a certain file. Its process id stands in another; but the number of one that ended
    /// may be that of a process of somebody else by now, of the same program even.
    /// </summary>
    /// <param name="pidFile">The file with its process id.</param>
    /// <param name="mainFile">The file it was started with.</param>
    /// <param name="id">The process id.</param>
    public static bool IsRunning(string pidFile, string mainFile, out int id) =>
        CommandLine(pidFile, out id) is { } commandLine && commandLine.Contains(mainFile, StringComparison.Ordinal);

    /// <summary>The process that a file names when it is one of a program, started with another file; null when it is none.</summary>
    /// <param name="pidFile">The file with its process id.</param>
    /// <param name="mainFile">The file it was not started with.</param>
    /// <param name="program">The program's name.</param>
    public static (int Id, string CommandLine)? Other(string pidFile, string mainFile, string program) =>
        CommandLine(pidFile, out var id) is { } commandLine && commandLine.Contains(program, StringComparison.Ordinal) && !commandLine.Contains(mainFile, StringComparison.Ordinal)
            ? (id, commandLine.Trim()) : null;

    /// <summary>The command lines, which may be titles they gave themselves, of the processes a process started.</summary>
    /// <param name="id">Its process id.</param>
    public static IReadOnlyList<string> Children(int id)
    {
        var titles = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            // The name in parentheses may have spaces and parentheses of its own; then come the state and the parent (proc(5)).
            if (ReadOrNull(Path.Combine(process, "stat")) is { } stat && stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var parent, ..]
                && parent == $"{id}" && ReadOrNull(Path.Combine(process, "cmdline")) is { } title)
            {
                titles.Add(title.Replace('\0', ' ').Trim());
            }
        }

        return titles;
    }

    /// <summary>Sends a process a signal.</summary>
    /// <param name="id">The process id.</param>
    /// <param name="signal">The signal's name without SIG.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Task<(int ExitCode, string Output)> SignalAsync(int id, string signal, CancellationToken cancellationToken) =>
        RunAsync("sh", ["-c", "kill -s \"$0\" \"$1\"", signal, $"{id}"], cancellationToken);

    /// <summary>
    /// Ends a process and runs a command when it has ended, in a shell of its own: whoever began this may be killed meanwhile. A process
    /// that does not end within 5 s is killed.
    /// </summary>
    /// <param name="id">The process id.</param>
    /// <param name="mainFile">The file the process was started with, by which it is known.</param>
    /// <param name="command">The program to run then, with its arguments; none for nothing.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Task<(int ExitCode, string Output)> ReplaceAsync(int id, string mainFile, IEnumerable<string> command, CancellationToken cancellationToken) =>
        RunAsync("sh", ["-c", Replacing, "sh", $"{id}", mainFile, .. command], cancellationToken);

    /// <summary>Finds a program, also where Linux keeps daemons.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its path, or the name when it is nowhere.</returns>
    public static string Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Concat(Folders)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) ?? name;

    // A process that ended and that nobody asked for its end has an empty one.
    private static string? CommandLine(string pidFile, out int id)
    {
        id = 0;
        return int.TryParse(ReadOrNull(pidFile), out id) ? ReadOrNull($"/proc/{id}/cmdline")?.Replace('\0', ' ') : null;
    }

    private static string? ReadOrNull(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

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
}
