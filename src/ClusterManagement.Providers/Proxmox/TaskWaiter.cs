namespace ClusterManagement.Providers.Proxmox;

/// <summary>
/// Waits for one task: asks often at first, for most tasks are short, and ever less often later; and when tasks of its kind last ended.
/// </summary>
internal sealed class TaskWaiter(
    ProxmoxClient client, TimeProvider time, TaskPace pace, Upid task, TimeSpan timeout, IProgress<TaskProgress>? progress)
{
    private const int ToleratedFailures = 5;
    private const int LogPage = 500;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    // A timer may ring a little before its time.
    private static readonly TimeSpan TimerError = TimeSpan.FromMilliseconds(5);

    private readonly long _start = time.GetTimestamp();
    private int _linesSeen;
    private string? _lastLine;
    private bool _isLogReadable = progress is not null;

    private TimeSpan Elapsed => time.GetElapsedTime(_start);

    internal async Task<TaskResult> WaitAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        var (pause, due, running) = (FirstPause, TimeSpan.Zero, TimeSpan.Zero);
        while (true)
        {
            var asked = Elapsed;
            try
            {
                var state = await client.GetTaskStatusAsync(task, cancellationToken);
                if (state.ExitStatus is { } exit)
                {
                    var result = await ResultAsync(exit, cancellationToken);
                    if (result.IsSuccess)
                    {
                        pace.Learn(task, running, asked);
                    }

                    return result;
                }

                failures = 0;
                running = asked;
                await ReportAsync(pause, cancellationToken);
            }
            catch (RemoteApiException error) when (IsPassing(error) && ++failures < ToleratedFailures)
            {
                // A node that restarts its API for a moment has not lost the task.
                (pause, due) = (LongestPause, TimeSpan.Zero);
            }
            catch (RemoteApiException error)
            {
                throw Lost(error);
            }

            var now = Elapsed;
            var left = timeout - now;
            if (left <= TimeSpan.Zero)
            {
                throw TookTooLong();
            }

            if (asked + TimerError >= due)
            {
                // Counted from the question, so that what an answer takes does not put the next question off.
                due = asked + pause > now + FirstPause ? asked + pause : now + FirstPause;
                pause = Longer(pause);
            }

            var rest = pace.Next(task, now, due) - now;
            rest = rest < TimerError ? TimerError : rest;
            await Task.Delay(rest < left ? rest : left, time, cancellationToken);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause;

    private static bool IsPassing(RemoteApiException error) => error.ErrorId is ErrorIds.NotConnected or ErrorIds.Timeout;

    private async Task ReportAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        if (progress is null)
        {
            return;
        }

        if (_isLogReadable && pause >= LongestPause / 2)
        {
            try
            {
                var page = await client.GetLogPageAsync(task, _linesSeen, LogPage, cancellationToken);
                _linesSeen += page.Count;
                _lastLine = page.Count == 0 ? _lastLine : page[^1].Text.Trim();
            }
            catch (RemoteApiException error) when (error.Kind is ClusterErrorKind.RemoteApi or ClusterErrorKind.Permission)
            {
                // The log is decoration here; the task's state decides.
                _isLogReadable = false;
            }
        }

        progress.Report(new TaskProgress(task, Elapsed, _lastLine));
    }

    private async Task<TaskResult> ResultAsync(string exit, CancellationToken cancellationToken)
    {
        if (exit == "OK")
        {
            return new TaskResult(task, exit, []);
        }

        try
        {
            var log = await client.GetTaskLogAsync(task, cancellationToken);
            return new TaskResult(task, exit, [.. log.Select(line => line.Text)]);
        }
        catch (RemoteApiException error)
        {
            return new TaskResult(task, exit, [$"The log could not be read: {error.Message}"]);
        }
    }

    // Whatever the reason, nobody knows now how the task ended.
    private RemoteApiException Lost(RemoteApiException cause) => new(
        cause.ErrorId,
        cause.Kind,
        ProxmoxErrors.IsTaskMissing(cause)
            ? $"Task {task.Type} {task.Id} has disappeared: node {task.Node} no longer knows it (no such task)."
            : $"Task {task.Type} {task.Id} on node {task.Node} can no longer be followed. {cause.Message}",
        "Look at the object itself to see whether the task did its work.",
        task.Id,
        cause)
    {
        HttpStatus = cause.HttpStatus,
        ReasonPhrase = cause.ReasonPhrase,
        Request = cause.Request,
        FieldErrors = cause.FieldErrors,
        Task = task.ToString(),
        IsAmbiguous = true,
    };

    private RemoteApiException TookTooLong() => new(
        ErrorIds.Timeout,
        ClusterErrorKind.Timeout,
        $"Task {task.Type} {task.Id} on node {task.Node} has not ended within {timeout.TotalSeconds:0.#} s. It goes on.",
        "Wait for it on the node, or stop it there.",
        task.Id)
    {
        Task = task.ToString(),
        IsAmbiguous = true,
    };
}
