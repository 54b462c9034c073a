using System.Net;

namespace ClusterManagement;

/// <summary>How the configuration of an edge is to be.</summary>
public sealed record EdgeOptions
{
    /// <summary>Where Debian and Ubuntu keep nginx's stream module.</summary>
    public const string DebianStreamModule = "/usr/lib/nginx/modules/ngx_stream_module.so";

    /// <summary>The programs to make files for.</summary>
    public IReadOnlyList<EdgeDaemon> Daemons { get; init; } = [EdgeDaemon.Nginx, EdgeDaemon.Dnsmasq];

    /// <summary>The addresses to listen on; none for all IPv4 addresses.</summary>
    public IReadOnlyList<IPAddress> ListenAddresses { get; init; } = [];

    /// <summary>The addresses dnsmasq listens on; none for those of <see cref="ListenAddresses"/>.</summary>
    public IReadOnlyList<IPAddress> DnsListenAddresses { get; init; } = [];

    /// <summary>The addresses dnsmasq listens on; none for all, where it answers only hosts of its own subnets.</summary>
    public IReadOnlyList<IPAddress> NameAddresses => DnsListenAddresses.Count > 0 ? DnsListenAddresses : ListenAddresses;

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
}
