namespace ClusterManagement.Validation;

/// <summary>The addressing of a site, checked as a whole: range, mask and gateway have to fit each other.</summary>
/// <param name="Range">The addresses containers get.</param>
/// <param name="Mask">The subnet mask.</param>
/// <param name="Gateway">The default gateway, in host order.</param>
public sealed record SiteNetwork(AddressRange Range, SubnetMask Mask, uint Gateway)
{
    /// <summary>Reads and checks the three values.</summary>
    /// <param name="dhcpRange">The range of addresses.</param>
    /// <param name="subnetMask">The mask.</param>
    /// <param name="gateway">The default gateway.</param>
    public static SiteNetwork Parse(string? dhcpRange, string? subnetMask, string? gateway)
    {
        var range = AddressRange.Parse(dhcpRange, "DhcpRange");
        var mask = SubnetMask.Parse(subnetMask, "SubnetMask");
        var router = Ipv4.Parse(Ipv4.HostAddress(gateway, "Gateway"), "Gateway");
        Ipv4.HostAddress(Ipv4.Format(range.First), "DhcpRange");
        Ipv4.HostAddress(Ipv4.Format(range.Last), "DhcpRange");
        if (!mask.AreTogether(range.First, range.Last))
        {
            throw new InvalidValueException("DhcpRange", dhcpRange, $"a range inside one subnet of mask {mask}");
        }

        if (mask.IsNetworkOrBroadcast(range.First) || mask.IsNetworkOrBroadcast(range.Last))
        {
            throw new InvalidValueException("DhcpRange", dhcpRange, "a range without the subnet's own address and without its broadcast address");
        }

        if (!mask.AreTogether(router, range.First) || mask.IsNetworkOrBroadcast(router))
        {
            throw new InvalidValueException("Gateway", gateway, $"an address in the subnet of {range} with mask {mask}");
        }

        if (range.Contains(router))
        {
            throw new InvalidValueException("Gateway", gateway, $"an address outside -DhcpRange {range}, which belongs to the containers");
        }

        return new SiteNetwork(range, mask, router);
    }

    /// <summary>Checks an address a container of the site asks for and returns its number.</summary>
    /// <param name="value">The dotted form.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public uint ContainerAddress(string? value, string parameter)
    {
        var address = Ipv4.Parse(Ipv4.HostAddress(value, parameter), parameter);
        if (!Mask.AreTogether(address, Gateway) || Mask.IsNetworkOrBroadcast(address))
        {
            throw new InvalidValueException(parameter, value, $"an address in the site's subnet, gateway {Ipv4.Format(Gateway)} with mask {Mask}");
        }

        return address != Gateway
            ? address
            : throw new InvalidValueException(parameter, value, "an address other than the site's gateway");
    }
}
