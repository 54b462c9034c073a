namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>What the daemons of an edge answer that run with certain files, and where.</summary>
/// <param name="Marks">The answers.</param>
/// <param name="Endpoints">Where they are asked.</param>
internal sealed record EdgeAnswers(IReadOnlyDictionary<EdgeDaemon, string> Marks, EdgeEndpoints Endpoints);
