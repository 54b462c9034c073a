namespace ClusterManagement;

/// <summary>A free public port.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="ExternalPort">The port.</param>
public sealed record FreePort(TransportProtocol Protocol, int ExternalPort);
