namespace ClusterManagement.Engine.Edge.Model;

/// <summary>The certificate of a domain that is in use.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Pem">The certificate and its chain.</param>
/// <param name="PrivateKey">The private key.</param>
/// <param name="DnsNames">The host names it is valid for.</param>
/// <param name="NotAfter">The end of its validity, in UTC.</param>
internal sealed record EdgeCertificate(string Domain, string Pem, SecretText PrivateKey, IReadOnlyList<string> DnsNames, DateTime NotAfter);
