namespace ClusterManagement;

/// <summary>Which free public ports to look for.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Minimum">The lowest port to offer.</param>
/// <param name="Maximum">The highest port to offer.</param>
/// <param name="Count">How many.</param>
public sealed record PortQuery(TransportProtocol Protocol, int Minimum, int Maximum, int Count);
