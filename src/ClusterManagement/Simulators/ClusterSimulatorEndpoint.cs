namespace ClusterManagement;

/// <summary>Where the API of a simulated node listens. Its properties are parameters of New-ClusterNode.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="ApiUrl">The endpoint of its API.</param>
/// <param name="CertificateFingerprint">The SHA-256 fingerprint of its self-signed certificate, to be pinned.</param>
public sealed record ClusterSimulatorEndpoint(string Name, string ApiUrl, string CertificateFingerprint);
