namespace ClusterManagement;

/// <summary>A request to start, stop or restart a container.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Timeout">How long it may take; a shutdown waits that long for the container to end by itself.</param>
/// <param name="Force">True to cut a container off that does not shut down by itself.</param>
public sealed record PowerRequest(PowerAction Action, TimeSpan Timeout, bool Force = false);
