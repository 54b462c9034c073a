namespace ClusterManagement.Engine.Provisioning;

/// <summary>
/// Lets containers that are made at once reserve in the order in which they were asked for: the first of a list gets the lowest address
/// and CTID, as if they were made one after the other.
/// </summary>
internal sealed class ReservationTurns
{
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Takes the next turn.</summary>
    public ReservationTurn Take()
    {
        lock (_gate)
        {
            var turn = new ReservationTurn(_last);
            _last = turn.Over;
            return turn;
        }
    }
}
