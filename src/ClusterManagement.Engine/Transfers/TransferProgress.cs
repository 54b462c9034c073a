namespace ClusterManagement.Engine.Transfers;

/// <summary>Tells how far a transfer is: every row is handled twice, to copy it and to compare it.</summary>
/// <param name="context">The operation's context.</param>
/// <param name="activity">The operation, for example <c>Copying to database x</c>.</param>
/// <param name="rows">How many rows there are.</param>
internal sealed class TransferProgress(IOperationContext context, string activity, long rows) : IDisposable
{
    private readonly double _total = Math.Max(1, rows * 2);
    private long _done;

    /// <summary>Tells of rows that are done.</summary>
    /// <param name="step">What is done with them, for example <c>Copying Sites</c>.</param>
    /// <param name="count">How many.</param>
    public void Add(string step, int count)
    {
        _done += count;
        context.Progress(new OperationProgress(activity, step, Math.Clamp((int)(100 * _done / _total), 0, 100)));
    }

    /// <inheritdoc/>
    public void Dispose() => context.Progress(new OperationProgress(activity, "Done", 100, IsCompleted: true));
}
