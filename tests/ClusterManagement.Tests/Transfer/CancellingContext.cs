namespace ClusterManagement.Tests.Transfer;

/// <summary>An operation's context that approves, and cancels at the first progress that says a text.</summary>
internal sealed class CancellingContext(string text) : IOperationContext, IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public string Command => "Test-Command";

    public CancellationToken CancellationToken => _source.Token;

    public bool IsRehearsal => false;

    public ValueTask<bool> ApproveAsync(string target, string action) => ValueTask.FromResult(true);

    public void Verbose(string message)
    {
    }

    public void Debug(string message)
    {
    }

    public void Warning(string message)
    {
    }

    public void Progress(OperationProgress progress)
    {
        if (!progress.IsCompleted && progress.Status.Contains(text, StringComparison.Ordinal)) _source.Cancel();
    }

    public void Dispose() => _source.Dispose();
}
