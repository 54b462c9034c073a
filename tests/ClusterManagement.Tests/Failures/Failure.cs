using System.Collections;
using System.Diagnostics;
using System.Text;
using ClusterManagement.Tests.Databases;
using Xunit;

namespace ClusterManagement.Tests.Failures;

/// <summary>What every failure of a database has to say, and must not.</summary>
internal static class Failure
{
    /// <summary>How soon after Ctrl+C a command has to have ended; a busy machine gets a second more.</summary>
    public static TimeSpan Soon { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Checks that work fails with an error that names the database, the cause and the remedy, and no secret.</summary>
    /// <param name="work">The work.</param>
    /// <param name="database">The database.</param>
    /// <param name="id">The error's id.</param>
    /// <param name="kind">The error's kind.</param>
    /// <param name="cause">A part of the message.</param>
    /// <param name="action">A part of the recommended action.</param>
    public static async Task<ClusterException> IsToldAsync(
        Func<Task> work, ClusterDatabase database, string id, ClusterErrorKind kind, string cause, string action)
    {
        var error = await Assert.ThrowsAnyAsync<ClusterException>(work);
        if ((id, kind) != (error.ErrorId, error.Kind)) Assert.Fail($"Not {id}, {kind}, but {error.ErrorId}, {error.Kind}: {error}");
        Assert.Contains(database.Location, error.Message, StringComparison.Ordinal);
        Assert.Contains(cause, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(action, error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        HoldsNone(error, database.Secrets());
        return error;
    }

    /// <summary>Checks that neither an error nor its causes, data and target hold a secret.</summary>
    public static void HoldsNone(ClusterException error, IEnumerable<string> secrets)
    {
        var text = new StringBuilder($"{error} {error.RecommendedAction} {error.Target}");
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            foreach (DictionaryEntry entry in cause.Data) text.Append($" {entry.Key}={entry.Value}");
        }

        Assert.All(secrets, secret => Assert.DoesNotContain(secret, text.ToString(), StringComparison.Ordinal));
    }

    /// <summary>Checks that work ends by its cancellation, and soon.</summary>
    /// <param name="work">The work.</param>
    /// <param name="isWaiting">Whether the work has come to where it is to be cancelled; null to give it a moment.</param>
    public static async Task EndsSoonWhenCancelledAsync(Func<CancellationToken, Task> work, Func<bool>? isWaiting = null)
    {
        using var source = new CancellationTokenSource();

        // SQLite works on its caller's thread.
        var task = Task.Run(() => work(source.Token), TestContext.Current.CancellationToken);
        if (isWaiting is not null) await Support.Eventually.IsTrueAsync(isWaiting, "the work has not begun to wait");
        Assert.NotEqual(task, await Task.WhenAny(task, Task.Delay(300, TestContext.Current.CancellationToken)));
        var start = Stopwatch.GetTimestamp();
        _ = source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.True(Stopwatch.GetElapsedTime(start) < Soon, $"It took {Stopwatch.GetElapsedTime(start)} to end.");
    }
}
