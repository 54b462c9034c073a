using ClusterManagement.Engine.Edge.Model;

namespace ClusterManagement.Engine.Edge.Rendering;

/// <summary>The services of a site that a proxy can have in its files; each of the others gets a note.</summary>
internal static class UsableServices
{
    /// <summary>The HTTP services, each host name once.</summary>
    /// <param name="site">The site.</param>
    /// <param name="files">Takes the notes.</param>
    public static List<(string Host, string Address, int Port, EdgeCertificate? Certificate)> Http(EdgeSite site, EdgeFiles files)
    {
        var hosts = new HashSet<string>(StringComparer.Ordinal);
        var usable = new List<(string, string, int, EdgeCertificate?)>(site.HttpServices.Count);
        foreach (var service in site.HttpServices)
        {
            var host = service.FullHostname;
            var address = NetworkValue.Address(service.Address);
            var problem = !HostName.IsSafe(host) ? "that is no host name"
                : address is null || !NetworkValue.IsPort(service.Port) ? "it has no usable address or port"
                : !hosts.Add(host) ? "another domain gives that host name to another service"
                : null;
            if (problem is null) usable.Add((host, address!, service.Port, CertificateOf(site, service, host, files)));
            else files.Note($"The HTTP service {Comment.Encode(host)} of container {Comment.Encode(service.Container)} is left out: {problem}.");
        }

        return usable;
    }

    /// <summary>The services of a protocol, each public port once and none that the edge itself needs.</summary>
    /// <param name="site">The site.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="options">The ports of the edge itself.</param>
    /// <param name="files">Takes the notes.</param>
    public static List<(int Public, string Address, int Port, EdgeCertificate? Certificate)> Transport(
        EdgeSite site, TransportProtocol protocol, EdgeOptions options, EdgeFiles files)
    {
        var taken = options.OwnPorts(protocol).ToHashSet();
        var ports = new HashSet<int>();
        var usable = new List<(int, string, int, EdgeCertificate?)>(site.TransportServices.Count);
        foreach (var service in site.TransportServices.Where(service => service.Protocol == protocol))
        {
            var certificate = service.UseTls ? site.CertificateFor(service.Container) : null;
            var address = NetworkValue.Address(service.Address);
            var problem = address is null || !NetworkValue.IsPort(service.Port) || !NetworkValue.IsPort(service.ExternalPort) ? "its address or port is none."
                : taken.Contains(service.ExternalPort) ? "the edge itself listens on that port."
                : !ports.Add(service.ExternalPort) ? "another service has that port."
                : service.UseTls && certificate is null ? "no domain of the site has a certificate for its TLS. Import one with Import-ClusterCertificate."
                : null;
            if (problem is null) usable.Add((service.ExternalPort, address!, service.Port, certificate));
            else files.Note($"The service {protocol.ToString().ToLowerInvariant()}/{service.ExternalPort} of container {Comment.Encode(service.Container)} is left out: {problem}");
        }

        return usable;
    }

    /// <summary>True when a certificate is good for a host name.</summary>
    /// <param name="names">The names it is valid for.</param>
    /// <param name="host">The host name.</param>
    public static bool Covers(IReadOnlyList<string> names, string host)
    {
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        var wildcard = dot < 0 ? null : string.Concat("*", host.AsSpan(dot));
        return names.Any(name => name.Equals(host, StringComparison.OrdinalIgnoreCase) || name.Equals(wildcard, StringComparison.OrdinalIgnoreCase));
    }

    private static EdgeCertificate? CertificateOf(EdgeSite site, EdgeHttpService service, string host, EdgeFiles files)
    {
        var certificate = site.CertificateOf(service.Domain);
        if (certificate is null)
        {
            files.Note($"{host} answers 503: the domain {Comment.Encode(service.Domain)} has no certificate. Import one with Import-ClusterCertificate.");
        }
        else if (!Covers(certificate.DnsNames, host))
        {
            var names = Comment.Encode(string.Join(", ", certificate.DnsNames));
            files.Note($"Browsers will refuse {host}: the certificate of {Comment.Encode(service.Domain)} is for {names}.");
        }

        return certificate;
    }
}
