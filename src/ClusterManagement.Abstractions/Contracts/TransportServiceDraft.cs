namespace ClusterManagement;

/// <summary>A TCP or UDP service to be added.</summary>
/// <param name="ContainerPort">The port inside the container.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="ExternalPort">The public port; the lowest free one when null.</param>
/// <param name="UseTls">True to terminate TLS in front of a TCP service.</param>
public sealed record TransportServiceDraft(int ContainerPort, TransportProtocol Protocol, int? ExternalPort = null, bool UseTls = false);
