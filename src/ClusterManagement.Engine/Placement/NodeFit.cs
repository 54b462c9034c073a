using ClusterManagement.Data.Entities;

namespace ClusterManagement.Engine.Placement;

/// <summary>Whether a container fits on a node now.</summary>
/// <param name="Node">The node.</param>
/// <param name="Storage">The storage for its root disk.</param>
/// <param name="UnpromisedBytes">The memory that is promised to nobody once the container is there.</param>
/// <param name="Reason">Why it fits or does not, as the end of a sentence about the node.</param>
/// <param name="IsFit">Whether it fits.</param>
internal sealed record NodeFit(NodeEntity Node, string Storage, long UnpromisedBytes, string Reason, bool IsFit);
