using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>
/// The operations of a cmdlet that run at once. Lives on the pipeline's thread, which writes what ends, in the order in which it ends.
/// Whatever ends the pipeline early cancels them all, and each undoes what it had half done.
/// </summary>
/// <param name="context">The pipeline.</param>
/// <param name="limit">How many may run at once.</param>
/// <param name="write">Writes what an operation returned.</param>
/// <param name="report">Writes the error of one that failed.</param>
internal sealed class ParallelWork(PipelineContext context, int limit, Action<object?> write, Action<ClusterException> report)
{
    private readonly List<ParallelOperation> _running = [];
    private int _begun;

    /// <summary>
    /// Begins an operation as soon as there is room and nothing else works on the same, and returns once it has its approval.
    /// </summary>
    /// <param name="key">What it works on.</param>
    /// <param name="work">The operation; it reads the cmdlet's parameters before it asks for approval, and not later.</param>
    public void Begin(string key, Func<IOperationContext, Task<object?>> work)
    {
        WaitUntil(() => _running.Count < limit && IsFree(key));
        var operation = new ParallelOperation(context, ++_begun, key);
        _running.Add(operation);
        operation.Begin(work, End);
        WaitUntil(() => !operation.HasFloor || !_running.Contains(operation));
    }

    /// <summary>Waits until nothing works on an object any more.</summary>
    /// <param name="key">The object.</param>
    public void WaitFor(string key) => WaitUntil(() => IsFree(key));

    /// <summary>Waits until all have ended.</summary>
    public void Drain() => WaitUntil(() => _running.Count == 0);

    /// <summary>Ends what still runs when the pipeline has gone, as after an error upstream.</summary>
    public void Abandon()
    {
        if (_running.Count == 0) return;
        context.Leave();
        Settle();
        foreach (var operation in _running) UnfinishedWork.Add(operation.Work);
    }

    private bool IsFree(string key) => _running.TrueForAll(operation => operation.Key != key);

    private void WaitUntil(Func<bool> condition)
    {
        context.PumpUntil(() => context.CancellationToken.IsCancellationRequested || condition());
        if (!context.CancellationToken.IsCancellationRequested) return;
        Settle();
        context.ThrowFailure();
        throw new PipelineStoppedException();
    }

    // They are cancelled, and undo what they have half done. After Ctrl+C that is waited for as long as a user waits for the prompt.
    private void Settle() => context.PumpUntil(() => _running.Count == 0 || context.IsGraceOver);

    private void End(ParallelOperation operation)
    {
        _running.Remove(operation);
        operation.EndProgress();
        switch (operation.Work.Exception?.InnerException)
        {
            case null when operation.Work.IsCompletedSuccessfully:
                context.Write(() => write(operation.Work.GetAwaiter().GetResult()));
                break;
            case null:
                // Cancelled, which is no fault when everything is.
                if (!context.CancellationToken.IsCancellationRequested) context.Fail(new TaskCanceledException(operation.Work));
                break;
            case ClusterException exception:
                context.Write(() => report(exception));
                break;
            case { } exception:
                context.Fail(exception);
                break;
        }
    }
}
