using System.Globalization;
using System.Text.RegularExpressions;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>How a task ended.</summary>
public sealed partial class TaskResult
{
    private const int TailLength = 20;

    internal TaskResult(Upid task, string exitStatus, IReadOnlyList<string> log)
    {
        Task = task;
        ExitStatus = exitStatus;
        var warnings = WarningsPattern().Match(exitStatus);
        WarningCount = warnings.Success ? int.Parse(warnings.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
        IsSuccess = warnings.Success || exitStatus == "OK";
        Warnings = [.. log.Where(line => line.StartsWith("WARN", StringComparison.Ordinal))];
        LogTail = [.. log.TakeLast(TailLength)];
    }

    /// <summary>The task.</summary>
    public Upid Task { get; }

    /// <summary><c>OK</c>, <c>WARNINGS: n</c> or an error's text.</summary>
    public string ExitStatus { get; }

    /// <summary>True when the task did its work, warnings or not.</summary>
    public bool IsSuccess { get; }

    /// <summary>How many warnings the task counted.</summary>
    public int WarningCount { get; }

    /// <summary>The log's lines that warn; read only when there are warnings or the task failed.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The log's last lines; read only when there are warnings or the task failed.</summary>
    public IReadOnlyList<string> LogTail { get; }

    /// <summary>Does nothing after a success; throws after a failure.</summary>
    /// <param name="what">What was attempted, at the start of a sentence: <c>Creating container web1 on pve1</c>.</param>
    /// <returns>This result.</returns>
    /// <exception cref="RemoteApiException">The task failed.</exception>
    public TaskResult EnsureSuccess(string what)
    {
        if (IsSuccess)
        {
            return this;
        }

        var line = MeaningfulLine();
        throw new RemoteApiException(
            ErrorIds.RemoteApiError,
            ClusterErrorKind.RemoteApi,
            $"{what} failed: {ExitStatus}" + (line is null ? "." : $" (log: {line})."),
            $"Read the log of task {Task.Type} {Task.Id} on node {Task.Node}, mend the cause and try again.",
            Task.Id)
        {
            Task = Task.ToString(),

            // The worker died without a last word, as when its node lost power: nobody knows how far it came.
            IsAmbiguous = ExitStatus == ProxmoxTask.DiedSilently,
        };
    }

    // The exit text repeats itself in TASK ERROR; what helps is the line above that names a cause.
    private string? MeaningfulLine()
    {
        var lines = LogTail.Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("TASK ", StringComparison.Ordinal))
            .Where(line => !ExitStatus.Contains(line, StringComparison.Ordinal))
            .ToList();
        return lines.FindLast(line => TroublePattern().IsMatch(line)) ?? lines.LastOrDefault();
    }

    [GeneratedRegex(@"\AWARNINGS: (\d{1,9})\z", RegexOptions.CultureInvariant)]
    private static partial Regex WarningsPattern();

    [GeneratedRegex(
        "error|fail|unable|cannot|can't|denied|refused|not found|no such|no space|timeout",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TroublePattern();
}
