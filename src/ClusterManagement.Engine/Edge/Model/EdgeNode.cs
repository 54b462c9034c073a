namespace ClusterManagement.Engine.Edge.Model;

/// <summary>A node, for DNS.</summary>
/// <param name="Name">Its host name.</param>
/// <param name="Address">Its IPv4 address.</param>
internal sealed record EdgeNode(string Name, string Address);
