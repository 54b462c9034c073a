namespace ClusterManagement;

/// <summary>Which of the nodes that fit gets a container.</summary>
public enum PlacementRule
{
    /// <summary>The one with the most memory that is promised to nobody, so that containers spread over the nodes.</summary>
    Spread,

    /// <summary>The one with the least memory that still suffices, so that nodes fill up one after the other.</summary>
    Pack,
}
