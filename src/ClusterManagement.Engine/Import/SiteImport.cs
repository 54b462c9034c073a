using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Import.Sources;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Import;

/// <summary>Sites.</summary>
/// <param name="plan">What is to be written.</param>
internal sealed class SiteImport(ImportPlan plan) : RowImport<SiteEntity, string>(ImportKind.Site, plan)
{
    /// <inheritdoc/>
    protected override IEqualityComparer<string> Comparer => StringComparer.OrdinalIgnoreCase;

    /// <inheritdoc/>
    protected override string? Name(SourceRow row) => row.Text("name");

    /// <inheritdoc/>
    protected override SiteEntity Map(SourceRow row, RowNotes notes)
    {
        var (name, domain, forwarders) = (row.Text("name"), row.Text("internalDomain"), row.Text("dnsForwarders"));
        var (range, mask, gateway) = (row.Text("dhcpRange"), row.Text("subnetMask"), row.Text("gateway"));
        var label = notes.Keep("name", name, NameRules.DisplayName(name, "name"));
        var network = SiteNetwork.Parse(range, mask, gateway);
        notes.LeaveBehind(row, "externalIp");
        return new SiteEntity
        {
            Name = label,
            InternalDomain = notes.Keep("internalDomain", domain, NameRules.DomainName(domain, "internalDomain")),
            DhcpRange = notes.Keep("dhcpRange", range, network.Range.ToString()),
            SubnetMask = notes.Keep("subnetMask", mask, network.Mask.ToString()),
            Gateway = notes.Keep("gateway", gateway, Ipv4.Format(network.Gateway)),
            DnsForwarders = notes.Keep("dnsForwarders", forwarders ?? string.Empty, NetworkRules.DnsForwarders([forwarders ?? string.Empty], "dnsForwarders")),
        };
    }

    /// <inheritdoc/>
    protected override string Identity(SiteEntity entity) => entity.Name;

    /// <inheritdoc/>
    protected override IEnumerable<string> Differences(SiteEntity here, SiteEntity there) => Compare(
        Differ("name", here.Name, there.Name),
        Differ("internalDomain", here.InternalDomain, there.InternalDomain),
        Differ("dhcpRange", here.DhcpRange, there.DhcpRange),
        Differ("subnetMask", here.SubnetMask, there.SubnetMask),
        Differ("gateway", here.Gateway, there.Gateway),
        Differ("dnsForwarders", here.DnsForwarders ?? string.Empty, there.DnsForwarders));
}
