namespace ClusterManagement.Engine.Edge.Model;

/// <summary>A TCP or UDP service.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="ExternalPort">The public port.</param>
/// <param name="UseTls">True when TLS is terminated in front of it.</param>
/// <param name="Container">The container's host name.</param>
/// <param name="Address">The container's address.</param>
/// <param name="Port">The port inside the container.</param>
internal sealed record EdgeTransportService(TransportProtocol Protocol, int ExternalPort, bool UseTls, string Container, string Address, int Port);
