using System.Globalization;
using System.Text;
using ClusterManagement.Engine.Edge.Model;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Edge.Rendering;

/// <summary>
/// Makes dnsmasq's file: the site's domain, forwarders, names and their reverses, SRV records, and DHCP for the containers and nobody
/// else. Reservations carry no names: dnsmasq would take a container called 10m for a lease time.
/// </summary>
internal sealed class DnsmasqRenderer : IEdgeRenderer
{
    /// <summary>The label of the TXT record that says which file dnsmasq runs with.</summary>
    public const string MarkLabel = "edge-version";

    private const string File = "dnsmasq/dnsmasq.conf";

    // Programs ask for these without a domain and mean something else by them.
    private static readonly HashSet<string> Meaningful = ["localhost", "wpad", "isatap"];

    /// <inheritdoc/>
    public EdgeDaemon Daemon => EdgeDaemon.Dnsmasq;

    /// <inheritdoc/>
    public void Render(EdgeSite site, EdgeOptions options, EdgeFiles files)
    {
        if (!HostName.IsSafe(site.InternalDomain))
        {
            throw new ClusterException(
                ErrorIds.ConfigurationInvalid, ClusterErrorKind.InvalidValue,
                $"The internal domain '{Comment.Encode(site.InternalDomain)}' of site {Comment.Encode(site.Name)} is no domain name.",
                "Correct it with Set-ClusterSite -InternalDomain.", site.Name);
        }

        var text = new StringBuilder();
        Line(text, $"port={options.DnsPort}");
        foreach (var address in options.NameAddresses)
        {
            Line(text, $"listen-address={address}");
            if (ListenAddresses.IsPrivate(address)) continue;
            files.Note($"dnsmasq answers everybody who reaches {address}, which is a public address: let a firewall keep strangers out, or leave it out of -DnsListenAddress.");
        }

        // Names are for the site: what listens everywhere answers nobody behind a router.
        text.Append(options.NameAddresses.Count > 0 ? "bind-interfaces\n" : "local-service\n");
        text.Append("no-hosts\nno-resolv\nno-poll\ndomain-needed\nbogus-priv\n");
        Line(text, $"domain={site.InternalDomain}\nlocal=/{site.InternalDomain}/");
        foreach (var forwarder in site.DnsForwarders)
        {
            if (NetworkValue.Address(forwarder) is { } address) Line(text, $"server={address}");
            else files.Note($"The DNS forwarder {Comment.Encode(forwarder)} is left out: it is no IPv4 address.");
        }

        if (site.DnsForwarders.Count == 0)
        {
            files.Note($"Site {Comment.Encode(site.Name)} has no DNS forwarders, so dnsmasq knows its own names only. Name some with Set-ClusterSite -DnsForwarders.");
        }

        if (!options.NoDhcp) Dhcp(text, site, files);
        Names(text, site, files);
        var mark = files.Mark(Daemon, File, text.ToString());
        files.Add(File, $"{Comment.Head(site)}txt-record={MarkLabel}.{site.InternalDomain},{mark}\n{text}");
    }

    private static void Dhcp(StringBuilder text, EdgeSite site, EdgeFiles files)
    {
        var network = NetworkOf(site);
        Line(text, $"dhcp-authoritative\ndhcp-range={Ipv4.Format(network.Range.First)},{Ipv4.Format(network.Range.Last)},{network.Mask},12h");
        Line(text, $"dhcp-option=option:router,{Ipv4.Format(network.Gateway)}");

        // An address somebody else got would be missing when a container is to have it.
        text.Append("dhcp-ignore=tag:!known\n");
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in site.Containers)
        {
            if (NetworkValue.Mac(container.MacAddress) is { } mac && NetworkValue.Address(container.Address) is { } address && addresses.Add(address))
            {
                Line(text, $"dhcp-host={mac},{address}");
            }
            else
            {
                files.Note($"Container {Comment.Encode(container.Hostname)} has no reservation: its MAC or IPv4 address is none, or another container's.");
            }
        }
    }

    private static SiteNetwork NetworkOf(EdgeSite site)
    {
        try
        {
            return SiteNetwork.Parse(site.DhcpRange, site.SubnetMask, site.Gateway);
        }
        catch (InvalidValueException exception)
        {
            throw new ClusterException(
                ErrorIds.ConfigurationInvalid, ClusterErrorKind.InvalidValue,
                $"The network of site {Comment.Encode(site.Name)} cannot be: {exception.Message}", "Correct it with Set-ClusterSite.", site.Name, exception);
        }
    }

    private static void Names(StringBuilder text, EdgeSite site, EdgeFiles files)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in site.Nodes) Host(text, site, names, node.Name.ToLowerInvariant(), node.Address, files);
        foreach (var container in site.Containers) Host(text, site, names, container.Hostname, container.Address, files);
        foreach (var service in site.DnsServices)
        {
            var (record, target) = ($"{service.ServiceName}.{site.InternalDomain}", $"{service.Container}.{site.InternalDomain}");
            if (HostName.IsSafe(record) && HostName.IsSafeLabel(service.Container) && HostName.IsSafe(target) && NetworkValue.IsPort(service.Port))
            {
                Line(text, $"srv-host={record},{target},{service.Port}");
            }
            else
            {
                files.Note($"The record {Comment.Encode(record)} is left out: a part of it is no name or port.");
            }
        }
    }

    private static void Host(StringBuilder text, EdgeSite site, HashSet<string> names, string name, string address, EdgeFiles files)
    {
        var full = $"{name}.{site.InternalDomain}";
        if (!HostName.IsSafeLabel(name) || !HostName.IsSafe(full) || NetworkValue.Address(address) is not { } number)
        {
            files.Note($"{Comment.Encode(full)} is left out of DNS: its name or address is none.");
        }
        else if (!names.Add(name))
        {
            files.Note($"{full} is in DNS for a node or another container already; the address {number} is left out.");
        }
        else
        {
            var shortName = Meaningful.Contains(name) ? string.Empty : $"{name},";
            Line(text, $"host-record={full},{shortName}{number}");
        }
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
