using System.Management.Automation;
using System.Runtime.ExceptionServices;

namespace ClusterManagement.Commands;

/// <summary>
/// Carries what operations say from any thread to the pipeline's thread, the only one on which a cmdlet may write.
/// While operations run elsewhere, the pipeline's thread waits here and writes what arrives.
/// </summary>
internal sealed class PipelineContext : IOperationContext, IDisposable
{
    // What is left of a second once the engine has stopped the pipeline's other commands and passed the end on.
    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(750);

    private readonly PSCmdlet _cmdlet;
    private readonly CancellationTokenSource _stop = new();
    private readonly object _gate = new();
    private readonly Queue<Action> _arrived = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private ExceptionDispatchInfo? _failure;
    private volatile bool _isGone;
    private volatile bool _isGraceOver;

    /// <summary>Creates the context on the pipeline's thread.</summary>
    /// <param name="cmdlet">The cmdlet that runs.</param>
    public PipelineContext(PSCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
        Command = cmdlet.MyInvocation.MyCommand.Name;
        CancellationToken = _stop.Token;
        IsRehearsal = IsWhatIf(cmdlet);
    }

    /// <inheritdoc/>
    public string Command { get; }

    /// <inheritdoc/>
    public CancellationToken CancellationToken { get; }

    /// <inheritdoc/>
    public bool IsRehearsal { get; }

    /// <summary>True once the user's patience after Ctrl+C is over: what has not ended by then is no longer waited for.</summary>
    public bool IsGraceOver => _isGraceOver;

    /// <summary>
    /// Ends the operations. Called on another thread when the user presses Ctrl+C, which does not wait for what an operation has to
    /// do about it: a driver that tells a server to stop waits for that server.
    /// </summary>
    public void Stop()
    {
        _ = EndGraceAsync();
        _ = _stop.CancelAsync();
        Wake();
    }

    /// <summary>Ends the operations once the pipeline itself has ended: nothing is written any more.</summary>
    public void Leave()
    {
        _isGone = true;
        _ = _stop.CancelAsync();
    }

    /// <inheritdoc/>
    public ValueTask<bool> ApproveAsync(string target, string action)
    {
        if (Environment.CurrentManagedThreadId == _thread) return ValueTask.FromResult(_cmdlet.ShouldProcess(target, action));
        if (CancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<bool>(CancellationToken);
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                // Nobody is asked once the pipeline ends.
                CancellationToken.ThrowIfCancellationRequested();
                answer.SetResult(_cmdlet.ShouldProcess(target, action));
            }
            catch (Exception exception)
            {
                answer.SetException(exception);
            }
        });
        return new ValueTask<bool>(answer.Task);
    }

    /// <summary>Does something on the pipeline's thread, where alone scripts may run.</summary>
    /// <param name="work">The work.</param>
    public Task OnPipelineAsync(Action work)
    {
        if (Environment.CurrentManagedThreadId == _thread)
        {
            work();
            return Task.CompletedTask;
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                work();
                done.SetResult();
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task;
    }

    /// <inheritdoc/>
    public void Verbose(string message) => Say(() => _cmdlet.WriteVerbose(message));

    /// <inheritdoc/>
    public void Debug(string message) => Say(() => _cmdlet.WriteDebug(message));

    /// <inheritdoc/>
    public void Warning(string message) => Say(() => _cmdlet.WriteWarning(message));

    /// <inheritdoc/>
    public void Progress(OperationProgress progress) => Show(new ProgressRecord(
        progress.Activity.GetHashCode(StringComparison.Ordinal) & int.MaxValue, progress.Activity, progress.Status)
    {
        PercentComplete = progress.PercentComplete,
        RecordType = progress.IsCompleted ? ProgressRecordType.Completed : ProgressRecordType.Processing,
    });

    /// <summary>Shows a line of progress.</summary>
    /// <param name="record">The line.</param>
    public void Show(ProgressRecord record) => Say(() => _cmdlet.WriteProgress(record));

    /// <summary>Waits for an operation and writes what it says meanwhile.</summary>
    /// <typeparam name="T">What the operation returns.</typeparam>
    /// <param name="task">The operation.</param>
    public T Wait<T>(Task<T> task)
    {
        if (!task.IsCompleted)
        {
            task.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        PumpUntil(() => task.IsCompleted);
        ThrowFailure();
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Does what arrives until a condition holds. It is looked at anew after each arrival.</summary>
    /// <param name="condition">The condition.</param>
    public void PumpUntil(Func<bool> condition)
    {
        while (true)
        {
            while (TryTake() is { } action) action();
            if (condition()) return;
            lock (_gate)
            {
                if (_arrived.Count == 0) Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Has something done on the pipeline's thread, which wakes when it waits.</summary>
    /// <param name="action">What to do.</param>
    public void Post(Action action)
    {
        lock (_gate)
        {
            _arrived.Enqueue(action);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Has the pipeline's thread look at its condition again.</summary>
    public void Wake() => Post(static () => { });

    /// <summary>
    /// Writes, unless a write has failed before: a stopping pipeline, and a command downstream that has enough, throw from every Write
    /// call. The operations must not see that as their own failure, in the middle of a step or of its clean-up: they are cancelled, and
    /// the exception goes on once they have ended.
    /// </summary>
    /// <param name="write">The writing; called on the pipeline's thread.</param>
    public void Write(Action write)
    {
        if (_failure is not null || _isGone) return;
        try
        {
            write();
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    /// <summary>Ends the operations for a reason that is thrown once they have ended.</summary>
    /// <param name="reason">The reason; the first one counts.</param>
    public void Fail(Exception reason)
    {
        _failure ??= ExceptionDispatchInfo.Capture(reason);
        _ = _stop.CancelAsync();
    }

    /// <summary>Throws what a write has thrown.</summary>
    public void ThrowFailure()
    {
        var failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    // The switch goes before the preference, as ShouldProcess has it.
    private static bool IsWhatIf(PSCmdlet cmdlet) => LanguagePrimitives.IsTrue(
        cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given : cmdlet.GetVariableValue("WhatIfPreference"));

    private void Say(Action write)
    {
        if (Environment.CurrentManagedThreadId == _thread) Write(write);
        else if (!_isGone) Post(() => Write(write));
    }

    private Action? TryTake()
    {
        lock (_gate) return _arrived.TryDequeue(out var action) ? action : null;
    }

    private async Task EndGraceAsync()
    {
        await Task.Delay(StopGrace);
        _isGraceOver = true;
        Wake();
    }
}
