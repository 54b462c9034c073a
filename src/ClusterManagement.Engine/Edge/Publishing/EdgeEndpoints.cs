using System.Net;
using System.Text.Json.Serialization;
using ClusterManagement.Engine.Edge.Model;

namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>
/// Where the daemons of an edge are asked which files they run with. It stands in the manifest, so that former files are asked for where
/// their daemons listened.
/// </summary>
/// <param name="HttpAddress">The proxy's address.</param>
/// <param name="HttpPort">Its port of plain HTTP.</param>
/// <param name="DnsAddress">The name server's address.</param>
/// <param name="DnsPort">Its port.</param>
/// <param name="InternalDomain">The domain whose name server it is.</param>
internal sealed record EdgeEndpoints(string HttpAddress, int HttpPort, string DnsAddress, int DnsPort, string InternalDomain)
{
    /// <summary>The proxy.</summary>
    [JsonIgnore]
    public IPEndPoint Http => new(IPAddress.Parse(HttpAddress), HttpPort);

    /// <summary>The name server.</summary>
    [JsonIgnore]
    public IPEndPoint Dns => new(IPAddress.Parse(DnsAddress), DnsPort);

    /// <summary>Those of a site's edge.</summary>
    /// <param name="site">The site.</param>
    /// <param name="options">Where the daemons listen.</param>
    public static EdgeEndpoints Of(EdgeSite site, EdgeOptions options) =>
        new(Reachable(options.ListenAddresses), options.HttpPort, Reachable(options.NameAddresses), options.DnsPort, site.InternalDomain);

    private static string Reachable(IReadOnlyList<IPAddress> addresses)
    {
        var first = addresses.Count > 0 ? addresses[0] : IPAddress.Any;
        return (first.Equals(IPAddress.Any) ? IPAddress.Loopback : first.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : first).ToString();
    }
}
