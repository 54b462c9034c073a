using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>What a configuration on Proxmox says in the form in which rows have it.</summary>
internal static class ContainerReadings
{
    /// <summary>The description without the mark; null when there is none.</summary>
    /// <param name="config">The configuration.</param>
    /// <exception cref="InvalidValueException">It breaks a rule of descriptions.</exception>
    public static string? Description(ContainerConfig config)
    {
        var text = NameRules.Description(OwnershipMark.Remove(config.Description), "Description");
        return text.Length == 0 ? null : text;
    }

    /// <summary>The tags, joined by semicolons; null when there are none.</summary>
    /// <param name="config">The configuration.</param>
    /// <exception cref="InvalidValueException">One breaks a rule of tags.</exception>
    public static string? Tags(ContainerConfig config)
    {
        var tags = NameRules.Tags(config.Tags, "Tags");
        return tags.Count == 0 ? null : string.Join(';', tags);
    }

    /// <summary>The fixed IPv4 address of an interface, without its prefix length; null when it has none.</summary>
    /// <param name="spec">The interface.</param>
    public static string? StaticIpv4(this NetworkInterfaceSpec spec) => spec.Ip is { } ip && ip.Contains('/') ? ip[..ip.IndexOf('/')] : null;

    /// <summary>The addresses that a running container has on an interface and others can reach.</summary>
    /// <param name="live">What it has now.</param>
    /// <param name="spec">The interface.</param>
    public static IReadOnlyList<string> RoutableIpv4Of(this IEnumerable<ContainerInterface> live, NetworkInterfaceSpec spec) =>
        [.. live.Where(device => device.HardwareAddress == spec.HardwareAddress).RoutableIpv4().Select(address => address.ToString())];

    /// <summary>True when an interface has a MAC address.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="macAddress">The address, as rows have it.</param>
    public static bool HasHardwareAddress(this ContainerConfig config, string macAddress) =>
        config.Interfaces.Any(device => device.Value.HardwareAddress == macAddress);
}
