using System.Management.Automation;
using System.Net;

namespace ClusterManagement.Commands;

/// <summary>Base of the cmdlets that make the configuration of a site's edge: the parameters that say how it is to be.</summary>
public abstract class EdgeCmdlet : ClusterCmdlet
{
    /// <summary>The site: a name, a number or an object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "BySite")]
    [IdentityTransformation<SiteIdentity>]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public SiteIdentity Site { get; set; } = null!;

    /// <summary>The programs to make files for.</summary>
    [Parameter]
    [PSDefaultValue(Help = "Nginx, Dnsmasq")]
    public EdgeDaemon[] Daemon { get; set; } = [];

    /// <summary>The addresses the daemons listen on. Without it, they listen on all IPv4 addresses.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = "BySite")]
    [ValidateNotNull]
    public IPAddress[] ListenAddress { get; set; } = [];

    /// <summary>
    /// The addresses dnsmasq listens on. Without it they are the private ones of <c>-ListenAddress</c>: names are for the site, and a public
    /// address is not. Without either, or with 0.0.0.0, dnsmasq listens on all addresses and answers hosts of its own subnets only.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = "BySite")]
    [ValidateNotNull]
    public IPAddress[] DnsListenAddress { get; set; } = [];

    /// <summary>The port of plain HTTP, which leads to HTTPS.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = "BySite")]
    [PSDefaultValue(Help = "80")]
    public int HttpPort { get; set; } = 80;

    /// <summary>The port of HTTPS.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = "BySite")]
    [PSDefaultValue(Help = "443")]
    public int HttpsPort { get; set; } = 443;

    /// <summary>The port of DNS.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = "BySite")]
    [PSDefaultValue(Help = "53")]
    public int DnsPort { get; set; } = 53;

    /// <summary>Leaves DHCP to another server.</summary>
    [Parameter(ParameterSetName = "BySite")]
    public SwitchParameter NoDhcp { get; set; }

    /// <summary>The largest body of a request, in MiB; 0 for any.</summary>
    [Parameter(ParameterSetName = "BySite")]
    [PSDefaultValue(Help = "100")]
    public int MaximumBodySize { get; set; } = 100;

    /// <summary>The file of nginx's stream module, which TCP and UDP services need; an empty text when it is built in.</summary>
    [Parameter(ParameterSetName = "BySite")]
    [AllowEmptyString]
    [PSDefaultValue(Help = EdgeOptions.DebianStreamModule)]
    public string StreamModule { get; set; } = EdgeOptions.DebianStreamModule;

    /// <summary>How the configuration is to be.</summary>
    private protected EdgeOptions Options => new()
    {
        Daemons = Daemon.Length > 0 ? [.. Daemon.Distinct()] : [EdgeDaemon.Nginx, EdgeDaemon.Dnsmasq],
        ListenAddresses = ListenAddress,
        DnsListenAddresses = DnsListenAddress,
        HttpPort = HttpPort,
        HttpsPort = HttpsPort,
        DnsPort = DnsPort,
        NoDhcp = NoDhcp,
        MaximumBodySize = MaximumBodySize,
        StreamModule = StreamModule ?? string.Empty,
    };
}
