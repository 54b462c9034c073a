namespace ClusterManagement.Engine.Discovery;

/// <summary>Something that was found is not registered.</summary>
/// <param name="outcome">What became of it.</param>
/// <param name="reason">Why.</param>
internal sealed class AdoptionRefusal(DiscoveryOutcome outcome, string reason) : Exception(reason)
{
    /// <summary>What became of it.</summary>
    public DiscoveryOutcome Outcome { get; } = outcome;
}
