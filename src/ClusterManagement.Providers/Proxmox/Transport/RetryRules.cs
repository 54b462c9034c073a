using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>
/// Which refusals pass by themselves. A changing request goes again only after an answer that says that nothing was done; most
/// answers 500 are for good and never go again.
/// </summary>
internal static partial class RetryRules
{
    private const int Tries = 3;
    private const int LockTries = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait before the next attempt; null when there is to be none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="attempt">How often it was sent.</param>
    /// <param name="now">The time.</param>
    internal static TimeSpan? Pause(ApiRequest request, ApiAnswer answer, int attempt, DateTimeOffset now)
    {
        var tries = answer.Status switch
        {
            429 or 595 => Tries,
            503 when request.IsSafe || answer.RetryAfter is not null => Tries,
            596 or 597 or 599 when request.IsSafe => Tries,
            500 when IsNothingDone(answer) => LockTries,
            _ => 0,
        };
        return attempt < tries ? Limited(Asked(answer.RetryAfter, now) ?? FirstPause * Math.Pow(2, attempt - 1)) : null;
    }

    private static bool IsNothingDone(ApiAnswer answer) => answer.Message is { } message && NothingDone().IsMatch(message);

    private static TimeSpan? Asked(RetryConditionHeaderValue? retryAfter, DateTimeOffset now) =>
        retryAfter?.Delta ?? (retryAfter?.Date is { } date ? date - now : null);

    private static TimeSpan Limited(TimeSpan pause) =>
        pause < TimeSpan.Zero ? TimeSpan.Zero : pause > LongestPause ? LongestPause : pause;

    // Proxmox gave up before it began: the lock was not to be had, or no worker came up. A command's timeout is not meant.
    [GeneratedRegex(
        @"\bcan't (?:lock file|acquire lock)\b|\bgot lock request timeout\b|\A\s*got timeout\s*\z|\bgot no worker upid\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex NothingDone();
}
