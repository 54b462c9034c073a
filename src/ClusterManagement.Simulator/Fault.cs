using System.Text.RegularExpressions;

namespace ClusterManagement.Simulator;

/// <summary>Something that goes wrong with matching requests. The effects can be combined.</summary>
public sealed class Fault
{
    private int _hits;
    private int _seen;

    /// <summary>The HTTP method to match; null matches any.</summary>
    public string? Method { get; init; }

    /// <summary>Matches the decoded path without /api2/json; null matches any.</summary>
    public Regex? PathPattern { get; init; }

    /// <summary>How many matching requests pass before the fault strikes.</summary>
    public int Skip { get; init; }

    /// <summary>How many requests the fault strikes.</summary>
    public int Times { get; init; } = 1;

    /// <summary>
    /// How long the request is held before anything else happens; <see cref="Timeout.InfiniteTimeSpan"/> holds it for good.
    /// </summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How long the answer is held once the request has taken effect.</summary>
    public TimeSpan AnswerDelay { get; init; }

    /// <summary>The status of an error answer; null lets the request be processed.</summary>
    public int? Status { get; init; }

    /// <summary>The reason phrase of the error answer; by default the first line of <see cref="Message"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>The message of the error answer; without one the body is empty, as with 401 and 595.</summary>
    public string? Message { get; init; }

    /// <summary>Whether the request takes effect although the answer is an error, as when a proxying node gives up too early.</summary>
    public bool TakesEffect { get; init; }

    /// <summary>The seconds that the error answer asks the client to wait, or null for no such header.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Whether and when the connection is cut.</summary>
    public ConnectionDrop DropConnection { get; init; }

    /// <summary>
    /// The exit status of the task the request starts. <c>WARNINGS: n</c> is a success; any other text fails the
    /// task, and what it did is undone as Proxmox VE undoes it.
    /// </summary>
    public string? TaskExitStatus { get; init; }

    /// <summary>Lines the task writes to its log.</summary>
    public IReadOnlyList<string> TaskLog { get; init; } = [];

    /// <summary>
    /// How long the task runs; <see cref="Timeout.InfiniteTimeSpan"/> holds it until
    /// <see cref="ProxmoxSimulator.ReleaseTasksAsync"/>.
    /// </summary>
    public TimeSpan? TaskDuration { get; init; }

    /// <summary>Whether the task the request starts is forgotten by its node when it ends.</summary>
    public TaskLoss TaskLoss { get; init; }

    /// <summary>How many requests the fault has struck.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>A fault in the words and with the status of Proxmox VE.</summary>
    /// <param name="kind">What goes wrong.</param>
    /// <param name="method">The HTTP method to match; null matches any.</param>
    /// <param name="pathPattern">A regular expression for the decoded path without /api2/json; null matches any.</param>
    /// <param name="times">How many requests it strikes.</param>
    /// <param name="skip">How many matching requests pass before.</param>
    public static Fault Of(SimulatorFault kind, string? method = null, string? pathPattern = null, int times = 1, int skip = 0)
    {
        var pattern = pathPattern is null ? null : new Regex(pathPattern, RegexOptions.CultureInvariant);
        return FaultCatalogue.Make(kind, method, pattern, times, skip);
    }

    /// <summary>Counts a request and says whether the fault strikes it. Called under the lock of the plan.</summary>
    internal bool Strikes(string method, string path, bool taken)
    {
        if (Method is not null && !Method.Equals(method, StringComparison.OrdinalIgnoreCase))
            return false;
        if (PathPattern is not null && !PathPattern.IsMatch(path))
            return false;
        if (_seen < Skip)
        {
            _seen++;
            return false;
        }
        if (taken || _hits >= Times)
            return false;
        Volatile.Write(ref _hits, _hits + 1);
        return true;
    }
}
