namespace ClusterManagement.Simulator;

/// <summary>Where the API of a node listens.</summary>
/// <param name="Node">The node name.</param>
/// <param name="Url">The address, without the path.</param>
/// <param name="CertificateFingerprint">SHA-256 of its TLS certificate: upper-case hex with colons.</param>
public sealed record SimulatedEndpoint(string Node, Uri Url, string CertificateFingerprint);
