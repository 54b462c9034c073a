using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Sites;
using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Discovery;

/// <summary>Turns a container's configuration on Proxmox into the row that will stand for it.</summary>
/// <param name="client">The cluster's client.</param>
/// <param name="node">Its node, with its site.</param>
/// <param name="config">Its configuration.</param>
/// <param name="notes">Receives what could not be taken over.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class ContainerReading(
    ProxmoxClient client, NodeEntity node, ContainerConfig config, List<string> notes, CancellationToken cancellationToken)
{
    private readonly SiteNetwork _network = SiteService.Network(node.Site);

    /// <summary>Reads the row.</summary>
    /// <param name="id">The container's CTID.</param>
    public async Task<ContainerEntity> ToRowAsync(int id)
    {
        var hostname = NameRules.HostName(config.Hostname ?? $"CT{id}", "Hostname");
        var status = await client.GetContainerStatusAsync(node.Name, id, cancellationToken);
        var (mac, address) = await AddressAsync(id, status is { IsRunning: true });
        return new ContainerEntity
        {
            Hostname = hostname,
            Name = NameRules.DisplayName(hostname, "Hostname"),
            NodeId = node.Id,
            ContainerId = id,
            MacAddress = mac,
            Ipv4Address = Ipv4.Format(address),
            Ipv4Number = address,
            Status = status is { IsRunning: true } ? ContainerStatus.Running : ContainerStatus.Stopped,
            OwnershipId = Guid.NewGuid(),
            Cores = config.Cores,
            Memory = (int?)config.MemoryMiB,
            Swap = (int?)config.SwapMiB,
            Disk = config.RootGiB,
            Description = Kept("description", () => ContainerReadings.Description(config)),
            Tags = Kept("tags", () => ContainerReadings.Tags(config)),
            OnBoot = config.StartsOnBoot,
        };
    }

    private string? Kept(string what, Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidValueException exception)
        {
            notes.Add($"the {what} is left out: {exception.Message}");
            return null;
        }
    }

    // The interface that counts is the first one with an address in the site's subnet.
    private async Task<(string Mac, uint Address)> AddressAsync(int id, bool isRunning)
    {
        var interfaces = config.Interfaces.Select(device => device.Value).Where(spec => spec.HardwareAddress is not null).ToList();
        if (interfaces.Count == 0) throw new AdoptionRefusal(DiscoveryOutcome.Refused, "it has no network interface with a MAC address");
        var live = isRunning ? await client.GetInterfacesAsync(node.Name, id, cancellationToken) : [];
        var outside = new List<string>();
        foreach (var spec in interfaces)
        {
            foreach (var address in spec.StaticIpv4() is { } fixedAddress ? [fixedAddress] : live.RoutableIpv4Of(spec))
            {
                if (IsOfSite(address, out var number)) return (MacAddress.Parse(spec.HardwareAddress, "MacAddress"), number);
                outside.Add(address);
            }
        }

        if (outside.Count > 0)
        {
            throw new AdoptionRefusal(
                DiscoveryOutcome.Refused,
                $"its address {string.Join(", ", outside)} is not in the subnet of site {node.Site.Name}, gateway {Ipv4.Format(_network.Gateway)} with mask {_network.Mask}");
        }

        throw new AdoptionRefusal(
            DiscoveryOutcome.Skipped,
            isRunning
                ? "its address is not known: it has none yet that other hosts can use"
                : "its address is not known: it gets one only while it runs; start it and import again");
    }

    private bool IsOfSite(string address, out uint number)
    {
        try
        {
            number = _network.ContainerAddress(address, "Ipv4Address");
            return true;
        }
        catch (InvalidValueException)
        {
            number = 0;
            return false;
        }
    }
}
