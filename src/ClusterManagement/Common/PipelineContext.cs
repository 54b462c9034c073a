using System.Collections.Concurrent;
using System.Management.Automation;
using System.Runtime.ExceptionServices;

namespace ClusterManagement.Commands;

/// <summary>
/// Carries what an operation says from any thread to the pipeline's thread, the only one on which a cmdlet may write.
/// While an operation runs elsewhere, the pipeline's thread waits here and writes what arrives.
/// </summary>
internal sealed class PipelineContext : IOperationContext, IDisposable
{
    private readonly PSCmdlet _cmdlet;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Action> _arrived = new();
    private readonly SemaphoreSlim _signal = new(0);
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private ExceptionDispatchInfo? _writeFailure;

    /// <summary>Creates the context on the pipeline's thread.</summary>
    /// <param name="cmdlet">The cmdlet that runs.</param>
    public PipelineContext(PSCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
        IsRehearsal = IsWhatIf(cmdlet);
    }

    /// <inheritdoc/>
    public string Command => _cmdlet.MyInvocation.MyCommand.Name;

    /// <inheritdoc/>
    public CancellationToken CancellationToken => _stop.Token;

    /// <inheritdoc/>
    public bool IsRehearsal { get; }

    /// <summary>Ends the operation. Called on another thread when the user presses Ctrl+C.</summary>
    public void Stop() => _stop.Cancel();

    /// <inheritdoc/>
    public ValueTask<bool> ApproveAsync(string target, string action)
    {
        if (Environment.CurrentManagedThreadId == _thread) return ValueTask.FromResult(_cmdlet.ShouldProcess(target, action));
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
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
    public void Progress(OperationProgress progress)
    {
        var record = new ProgressRecord(progress.Activity.GetHashCode(StringComparison.Ordinal) & int.MaxValue, progress.Activity, progress.Status)
        {
            PercentComplete = progress.PercentComplete,
            RecordType = progress.IsCompleted ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        };
        Say(() => _cmdlet.WriteProgress(record));
    }

    /// <summary>Waits for an operation and writes what it says meanwhile.</summary>
    /// <typeparam name="T">What the operation returns.</typeparam>
    /// <param name="task">The operation.</param>
    public T Wait<T>(Task<T> task)
    {
        if (!task.IsCompleted)
        {
            task.ContinueWith(_ => _signal.Release(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            while (!task.IsCompleted)
            {
                _signal.Wait(CancellationToken.None);
                WriteArrived();
            }
        }

        WriteArrived();
        var failure = _writeFailure;
        _writeFailure = null;
        failure?.Throw();
        return task.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _signal.Dispose();
    }

    // The switch goes before the preference, as ShouldProcess has it.
    private static bool IsWhatIf(PSCmdlet cmdlet) => LanguagePrimitives.IsTrue(
        cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given : cmdlet.GetVariableValue("WhatIfPreference"));

    // A stopping pipeline throws from every Write call. The operation must not see that as its own failure, in the middle
    // of a step or of its clean-up: it is cancelled, and the exception goes on once the operation has ended.
    private void Say(Action write)
    {
        if (Environment.CurrentManagedThreadId == _thread) Write(write);
        else Post(() => Write(write));
    }

    private void Post(Action action)
    {
        _arrived.Enqueue(action);
        _signal.Release();
    }

    private void WriteArrived()
    {
        while (_arrived.TryDequeue(out var action)) action();
    }

    private void Write(Action write)
    {
        if (_writeFailure is not null) return;
        try
        {
            write();
        }
        catch (Exception exception) when (exception is RuntimeException)
        {
            _writeFailure = ExceptionDispatchInfo.Capture(exception);
            _stop.Cancel();
        }
    }
}
