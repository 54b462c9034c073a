namespace ClusterManagement.Engine.Placement;

/// <summary>
/// Answers that several containers need at once, asked for once. An answer is kept for a minute; a failure is not kept, so that the
/// next one asks again.
/// </summary>
/// <typeparam name="T">The answers.</typeparam>
/// <param name="time">The clock.</param>
internal sealed class SharedAnswers<T>(TimeProvider time)
{
    // Those who look for the same thing at once ask once more, and not each of them.
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long At, Task<T> Answer)> _answers = new(StringComparer.Ordinal);

    /// <summary>The answer to a question.</summary>
    /// <param name="question">What tells the question from others.</param>
    /// <param name="ask">Asks it.</param>
    /// <param name="isAnew">True when what was known is not enough: asks again unless that was just now.</param>
    public Task<T> GetAsync(string question, Func<Task<T>> ask, bool isAnew = false)
    {
        lock (_gate)
        {
            var lifetime = isAnew ? Recent : SharedAnswers.Lifetime;
            if (_answers.TryGetValue(question, out var known) && !known.Answer.IsFaulted && !known.Answer.IsCanceled && time.GetElapsedTime(known.At) < lifetime)
            {
                return known.Answer;
            }

            var answer = ask();
            _answers[question] = (time.GetTimestamp(), answer);
            return answer;
        }
    }
}

/// <summary>What holds for all shared answers.</summary>
internal static class SharedAnswers
{
    /// <summary>How long an answer is good.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(1);
}
