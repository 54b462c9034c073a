namespace ClusterManagement.Engine.Storage;

/// <summary>Ends the waiting for a database soon after Ctrl+C, whether the database's driver can or not.</summary>
internal static class TaskCancellation
{
    // A driver that tries to tell its server holds up whatever else the token calls: the token has to be looked at.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    // What a server that answers needs to end a command.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Waits for an operation that was given a token. The drivers ask the server to end its work, and some wait for a server that
    /// does not answer until their own timeout; such an operation is left to itself.
    /// </summary>
    /// <typeparam name="T">What the operation returns.</typeparam>
    /// <param name="operation">The operation.</param>
    /// <param name="cancellationToken">The operation's token.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled, or left to itself.</exception>
    public static async Task<T> OrLeaveAsync<T>(this Task<T> operation, CancellationToken cancellationToken)
    {
        if (operation.IsCompleted || !cancellationToken.CanBeCanceled) return await operation;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                return await operation.WaitAsync(Interval, cancellationToken);
            }
            catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
            {
                if (operation.IsCompleted) return await operation;
            }
        }

        return await AfterGraceAsync(operation, cancellationToken);
    }

    private static async Task<T> AfterGraceAsync<T>(Task<T> operation, CancellationToken cancellationToken)
    {
        await Task.WhenAny(operation, Task.Delay(Grace, CancellationToken.None));
        if (operation.IsCompleted) return await operation;
        _ = operation.ContinueWith(left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        throw new OperationCanceledException(cancellationToken);
    }
}
