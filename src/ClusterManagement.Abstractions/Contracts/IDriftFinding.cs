namespace ClusterManagement;

/// <summary>A difference that was found, and what can be done about it.</summary>
public interface IDriftFinding
{
    /// <summary>The difference.</summary>
    ContainerDrift Drift { get; }

    /// <summary>How the difference can be settled: the sides that may be right; none when it can only be reported.</summary>
    IReadOnlyList<DriftSide> Sides { get; }

    /// <summary>What settling it would do, for example <c>Record memory 1024 in place of 512</c>.</summary>
    /// <param name="side">The side that is right.</param>
    string Describe(DriftSide side);

    /// <summary>Settles the difference, unless either side has changed since.</summary>
    /// <param name="side">The side that is right.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The difference, with its outcome.</returns>
    /// <exception cref="ClusterException"><c>ConcurrencyConflict</c>, or what the database or Proxmox VE refused.</exception>
    Task<ContainerDrift> SettleAsync(DriftSide side, IOperationContext context);
}
