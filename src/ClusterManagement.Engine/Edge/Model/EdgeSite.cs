namespace ClusterManagement.Engine.Edge.Model;

/// <summary>
/// A site as its edge sees it: what every renderer makes its files from. It is never changed, and its lists are sorted, so that the same
/// rows give the same model whichever engine they are read from.
/// </summary>
internal sealed class EdgeSite
{
    private readonly Lazy<Dictionary<string, EdgeCertificate>> _certificates;
    private readonly Lazy<ILookup<string, string>> _domains;

    /// <summary>Creates a site.</summary>
    public EdgeSite()
    {
        _certificates = new(() => Certificates.ToDictionary(certificate => certificate.Domain, StringComparer.Ordinal));
        _domains = new(() => HttpServices.ToLookup(service => service.Container, service => service.Domain, StringComparer.Ordinal));
    }

    /// <summary>The site's name.</summary>
    public required string Name { get; init; }

    /// <summary>The mark of the state the rows were read in.</summary>
    public string Version { get; init; } = string.Empty;

    /// <summary>The internal DNS domain.</summary>
    public required string InternalDomain { get; init; }

    /// <summary>The addresses for containers, <c>a-b</c>.</summary>
    public required string DhcpRange { get; init; }

    /// <summary>The subnet mask.</summary>
    public required string SubnetMask { get; init; }

    /// <summary>The default gateway.</summary>
    public required string Gateway { get; init; }

    /// <summary>The upstream DNS servers.</summary>
    public IReadOnlyList<string> DnsForwarders { get; init; } = [];

    /// <summary>The nodes that have an address, by name.</summary>
    public IReadOnlyList<EdgeNode> Nodes { get; init; } = [];

    /// <summary>The containers, by host name.</summary>
    public IReadOnlyList<EdgeContainer> Containers { get; init; } = [];

    /// <summary>The HTTP services, by domain and host name.</summary>
    public IReadOnlyList<EdgeHttpService> HttpServices { get; init; } = [];

    /// <summary>The TCP and UDP services, by protocol and public port.</summary>
    public IReadOnlyList<EdgeTransportService> TransportServices { get; init; } = [];

    /// <summary>The services that are announced, by name, container and port.</summary>
    public IReadOnlyList<EdgeDnsService> DnsServices { get; init; } = [];

    /// <summary>The certificates in use, by domain.</summary>
    public IReadOnlyList<EdgeCertificate> Certificates { get; init; } = [];

    /// <summary>The certificate of a domain; null when it has none yet.</summary>
    /// <param name="domain">The domain.</param>
    public EdgeCertificate? CertificateOf(string domain) => _certificates.Value.GetValueOrDefault(domain);

    /// <summary>
    /// The certificate that TLS of a TCP service ends with: that of a domain the container has an HTTP service below, else that of the
    /// site's first domain that has one.
    /// </summary>
    /// <param name="container">The container's host name.</param>
    public EdgeCertificate? CertificateFor(string container) =>
        _domains.Value[container].Select(CertificateOf).FirstOrDefault(found => found is not null) ?? (Certificates.Count > 0 ? Certificates[0] : null);
}
