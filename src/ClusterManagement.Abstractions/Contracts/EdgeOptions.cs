using System.Net;

namespace ClusterManagement;

/// <summary>How the configuration of an edge is to be.</summary>
public sealed record EdgeOptions
{
    /// <summary>Where Debian and Ubuntu keep nginx's stream module.</summary>
    public const string DebianStreamModule = "/usr/lib/nginx/modules/ngx_stream_module.so";

    private const int DhcpPort = 67;

    /// <summary>The programs to make files for.</summary>
    public IReadOnlyList<EdgeDaemon> Daemons { get; init; } = [EdgeDaemon.Nginx, EdgeDaemon.Dnsmasq];

    /// <summary>The addresses to listen on; none for all IPv4 addresses. What others among them cover is left out.</summary>
    /// <exception cref="InvalidValueException">One is no address of a single host.</exception>
    public IReadOnlyList<IPAddress> ListenAddresses
    {
        get;
        init => field = Validation.ListenAddresses.Check(value, "ListenAddress");
    } = [];

    /// <summary>The addresses dnsmasq listens on; none for the private ones of <see cref="ListenAddresses"/>.</summary>
    /// <exception cref="InvalidValueException">One is no address of a single host.</exception>
    public IReadOnlyList<IPAddress> DnsListenAddresses
    {
        get;
        init => field = Validation.ListenAddresses.Check(value, "DnsListenAddress");
    } = [];

    /// <summary>
    /// The addresses dnsmasq listens on; none for all, where it answers only hosts of its own subnets. A name server that answers everybody
    /// is a means of attack, so public addresses count only when they are named for it. Beside them, loopback ones are not for the site.
    /// </summary>
    public IReadOnlyList<IPAddress> NameAddresses
    {
        get
        {
            var wanted = DnsListenAddresses.Count > 0 ? DnsListenAddresses : ListenAddresses;
            if (wanted.Any(Validation.ListenAddresses.IsEverywhere)) return [];
            if (DnsListenAddresses.Count > 0 || wanted.All(Validation.ListenAddresses.IsPrivate)) return wanted;
            return [.. wanted.Where(address => Validation.ListenAddresses.IsPrivate(address) && !IPAddress.IsLoopback(address))];
        }
    }

    /// <summary>True when <see cref="ListenAddresses"/> are certain ones of which none is for dnsmasq, and none was named for it.</summary>
    public bool IsNameAddressMissing =>
        NameAddresses.Count == 0 && DnsListenAddresses.Count == 0 && ListenAddresses.Count > 0 && !ListenAddresses.Any(Validation.ListenAddresses.IsEverywhere);

    /// <summary>The port of plain HTTP, which leads to HTTPS.</summary>
    public int HttpPort { get; init; } = 80;

    /// <summary>The port of HTTPS.</summary>
    public int HttpsPort { get; init; } = 443;

    /// <summary>The port of DNS.</summary>
    public int DnsPort { get; init; } = 53;

    /// <summary>Leaves DHCP to another server.</summary>
    public bool NoDhcp { get; init; }

    /// <summary>The largest body of a request, in MiB; 0 for any.</summary>
    public int MaximumBodySize { get; init; } = 100;

    /// <summary>The file of nginx's stream module; empty when it is built in.</summary>
    public string StreamModule { get; init; } = DebianStreamModule;

    /// <summary>The ports the edge itself listens on, which no service can have.</summary>
    /// <param name="protocol">The protocol.</param>
    public IEnumerable<int> OwnPorts(TransportProtocol protocol)
    {
        var isDns = Daemons.Contains(EdgeDaemon.Dnsmasq);
        if (isDns) yield return DnsPort;
        if (protocol == TransportProtocol.Tcp)
        {
            yield return HttpPort;
            yield return HttpsPort;
        }
        else if (isDns && !NoDhcp)
        {
            yield return DhcpPort;
        }
    }
}
