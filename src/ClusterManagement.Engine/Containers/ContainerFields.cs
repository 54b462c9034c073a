using System.Globalization;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Sites;
using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Containers;

/// <summary>What changes mean for a container's row and for its configuration on Proxmox. All values are checked on the way.</summary>
internal static class ContainerFields
{
    /// <summary>Writes changes into a row.</summary>
    /// <param name="target">The row, with its node's site.</param>
    /// <param name="changes">The changes.</param>
    public static void Apply(ContainerEntity target, ContainerChanges changes)
    {
        if (changes.Name.IsGiven) target.Name = NameRules.DisplayName(changes.Name.Value, "NewName");
        if (changes.Hostname.IsGiven) target.Hostname = NameRules.HostName(changes.Hostname.Value, "NewHostname");
        if (changes.Cores.IsGiven) target.Cores = ContainerLimits.Cores(changes.Cores.Value, "Cores");
        if (changes.Memory.IsGiven) target.Memory = ContainerLimits.Memory(changes.Memory.Value, "Memory");
        if (changes.Swap.IsGiven) target.Swap = ContainerLimits.Swap(changes.Swap.Value, "Swap");
        if (changes.Disk.IsGiven) target.Disk = ContainerLimits.Disk(changes.Disk.Value, "Disk");
        if (changes.OnBoot.IsGiven) target.OnBoot = changes.OnBoot.Value;
        if (changes.Description.IsGiven)
        {
            var text = NameRules.Description(changes.Description.Value, "Description");
            target.Description = text.Length == 0 ? null : text;
        }

        if (changes.Tags.IsGiven)
        {
            var tags = NameRules.Tags(changes.Tags.Value, "Tags");
            target.Tags = tags.Count == 0 ? null : string.Join(';', tags);
        }

        if (changes.Ipv4Address.IsGiven)
        {
            var address = SiteService.Network(target.Node.Site).ContainerAddress(changes.Ipv4Address.Value, "Ipv4Address");
            (target.Ipv4Address, target.Ipv4Number) = (Ipv4.Format(address), address);
        }
    }

    /// <summary>How the configuration on Proxmox should be after changes.</summary>
    /// <param name="changed">The row with the changes in it.</param>
    /// <param name="changes">The changes.</param>
    public static ConfigWish Wish(ContainerEntity changed, ContainerChanges changes) => new()
    {
        Hostname = changes.Hostname.IsGiven ? changed.Hostname : null,
        Cores = changes.Cores.IsGiven ? changed.Cores : null,
        Memory = changes.Memory.IsGiven ? changed.Memory : null,
        Swap = changes.Swap.IsGiven ? changed.Swap : null,
        Disk = changes.Disk.IsGiven ? changed.Disk : null,
        OnBoot = changes.OnBoot.IsGiven ? changed.OnBoot : null,
        Tags = changes.Tags.IsGiven ? Tags(changed) : null,
        Network = changes.AreOfNetwork ? Network(changed, changes) : null,
        Environment = changes.Environment.IsGiven ? Environment(changes.Environment.Value) : default,
        Entrypoint = changes.Entrypoint.IsGiven ? Entrypoint(changes.Entrypoint.Value) : default,
    };

    /// <summary>The description that a container should have on Proxmox: one that carries the row's mark keeps it, others get none unasked.</summary>
    /// <param name="changed">The row with the changes in it.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="state">The container.</param>
    /// <returns>Null when it stays as it is.</returns>
    public static string? Description(ContainerEntity changed, ContainerChanges changes, RemoteState state)
    {
        if (!changes.Description.IsGiven && !changes.TakeOwnership) return null;
        var text = changes.Description.IsGiven ? changed.Description : OwnershipMark.Remove(state.Config.Description);
        return changes.TakeOwnership || state.IsOwnedBy(changed) ? OwnershipMark.Append(text, changed.OwnershipId) : text ?? string.Empty;
    }

    /// <summary>The tags of a row.</summary>
    /// <param name="row">The row.</param>
    public static string[] Tags(ContainerEntity row) => row.Tags?.Split(';') ?? [];

    private static Optional<IReadOnlyDictionary<string, string>?> Environment(IReadOnlyDictionary<string, string>? variables) =>
        new(variables is { Count: > 0 } ? ContainerRules.Environment(variables, "Environment") : null);

    private static Optional<string?> Entrypoint(string? command) =>
        new(string.IsNullOrWhiteSpace(command) ? null : ContainerRules.Entrypoint(command, "Entrypoint"));

    private static Func<NetworkInterfaceSpec, NetworkInterfaceSpec> Network(ContainerEntity row, ContainerChanges changes)
    {
        var bridge = changes.Bridge.IsGiven ? NameRules.BridgeName(changes.Bridge.Value, "Bridge") : null;
        var tag = changes.VlanTag.IsGiven ? ContainerRules.VlanTag(changes.VlanTag.Value, "VlanTag") : 0;
        var rate = changes.Rate.IsGiven ? ContainerRules.Rate(changes.Rate.Value, "Rate") : 0;
        return present =>
        {
            var net = present.HardwareAddress is null ? present.With("hwaddr", row.MacAddress) : present;
            if (bridge is not null) net = net.With("bridge", bridge);
            if (changes.VlanTag.IsGiven) net = net.With("tag", tag == 0 ? null : tag.ToString(CultureInfo.InvariantCulture));
            if (changes.Firewall.IsGiven) net = net.With("firewall", changes.Firewall.Value ? "1" : null);
            if (changes.Rate.IsGiven) net = net.With("rate", rate == 0 ? null : rate.ToString(CultureInfo.InvariantCulture));
            if (!changes.Dhcp.IsGiven && !changes.Ipv4Address.IsGiven) return net;

            // With DHCP the address is a reservation at the DHCP server, and the container asks for it.
            return changes.Dhcp.Or(present.Ip == "dhcp") ? InterfaceAddressing.ByDhcp(net) : InterfaceAddressing.Static(net, row);
        };
    }
}
