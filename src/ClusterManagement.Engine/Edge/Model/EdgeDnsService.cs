namespace ClusterManagement.Engine.Edge.Model;

/// <summary>A service that an SRV record announces.</summary>
/// <param name="ServiceName">The record's service name.</param>
/// <param name="Container">The container's host name.</param>
/// <param name="Port">The port inside the container.</param>
internal sealed record EdgeDnsService(string ServiceName, string Container, int Port);
