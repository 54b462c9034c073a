namespace ClusterManagement.Engine.Import;

/// <summary>A row of the other database is not taken.</summary>
/// <param name="reason">Why.</param>
internal sealed class Refusal(string reason) : Exception(reason);
