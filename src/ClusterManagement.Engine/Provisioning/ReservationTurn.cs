namespace ClusterManagement.Engine.Provisioning;

/// <summary>One container's place in the order of reservations. It ends with the reservation, or with what made it needless.</summary>
/// <param name="before">Ends when all turns before this one are over.</param>
internal sealed class ReservationTurn(Task before) : IDisposable
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when this turn and all before it are over.</summary>
    public Task Over => field ??= Task.WhenAll(before, _end.Task);

    /// <summary>Waits until it is this container's turn.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task WaitAsync(CancellationToken cancellationToken) => before.WaitAsync(cancellationToken);

    /// <summary>Passes the turn on.</summary>
    public void Dispose() => _end.TrySetResult();
}
