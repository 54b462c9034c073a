using System.Globalization;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Sites;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Drift;

/// <summary>
/// Compares a row with what Proxmox VE has of its container, value by value in parsed form: Proxmox reorders interfaces,
/// sorts tags and adds newlines, which is no difference.
/// </summary>
/// <param name="store">The database.</param>
/// <param name="view">The cluster.</param>
/// <param name="row">The row, with its node and site.</param>
/// <param name="node">The node it is on.</param>
/// <param name="config">Its configuration.</param>
internal sealed class ConfigComparison(ClusterStore store, ClusterView view, ContainerEntity row, string node, ContainerConfig config)
{
    // Proxmox writes neither into the configuration when they have these values.
    private const int DefaultMemory = 512;
    private const int DefaultSwap = 512;

    private bool IsMarked => OwnershipMark.Find(config.Description) == row.OwnershipId;

    /// <summary>Compares what somebody decided.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<List<DriftFinding>> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new List<DriftFinding>();
        var (key, spec) = Interface();
        if (spec is not null) await CompareNetworkAsync(findings, key, spec, cancellationToken);
        var hostname = (config.Hostname ?? $"CT{row.ContainerId}").ToLowerInvariant();
        Compare(findings, "Hostname", row.Hostname, hostname, entry => entry.Hostname = NameRules.HostName(hostname, "Hostname"), "hostname", row.Hostname);
        Compare(findings, "Cores", row.Cores, config.Cores, entry => entry.Cores = config.Cores, "cores", Text(row.Cores));
        var memory = (int)(config.MemoryMiB ?? DefaultMemory);
        Compare(findings, "Memory", row.Memory, memory, entry => entry.Memory = memory, "memory", Text(row.Memory));
        var swap = (int)(config.SwapMiB ?? DefaultSwap);
        Compare(findings, "Swap", row.Swap, swap, entry => entry.Swap = swap, "swap", Text(row.Swap));
        if (config.RootGiB is { } disk) Compare(findings, "Disk", row.Disk, disk, entry => entry.Disk = disk, null, null);
        Compare(findings, "OnBoot", row.OnBoot, config.StartsOnBoot, entry => entry.OnBoot = config.StartsOnBoot, "onboot", row.OnBoot ? "1" : "0");
        var tags = config.Tags.Count == 0 ? null : string.Join(';', config.Tags.Order(StringComparer.Ordinal));
        Compare(findings, "Tags", row.Tags, tags, entry => entry.Tags = ContainerReadings.Tags(config), "tags", row.Tags);
        var description = OwnershipMark.Remove(config.Description)?.ReplaceLineEndings("\n").Trim() is { Length: > 0 } text ? text : null;
        Compare(
            findings, "Description", row.Description, description, entry => entry.Description = ContainerReadings.Description(config),
            "description", IsMarked ? OwnershipMark.Append(row.Description, row.OwnershipId) : row.Description);
        return findings;
    }

    /// <summary>The start of a difference of this container.</summary>
    /// <param name="row">The row.</param>
    /// <param name="node">The node the container is on.</param>
    /// <param name="kind">The sort.</param>
    /// <param name="field">The field.</param>
    public static ContainerDrift Drift(ContainerEntity row, string node, DriftKind kind, string? field = null) => new()
    {
        Kind = kind,
        Container = row.Hostname,
        ContainerId = row.ContainerId,
        Field = field,
        Node = node,
        Site = row.Node.Site.Name,
    };

    private static string? Text(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    // The row's interface is the one with its MAC address; when none has it, the one whose address is of the site.
    private (string Key, NetworkInterfaceSpec? Spec) Interface()
    {
        var network = SiteService.Network(row.Node.Site);
        var chosen = config.Interfaces.FirstOrDefault(device => device.Value.HardwareAddress == row.MacAddress);
        if (chosen.Value is null) chosen = config.Interfaces.FirstOrDefault(device => IsOfSite(network, device.Value.StaticIpv4()));
        if (chosen.Value is null) chosen = config.Interfaces.FirstOrDefault();
        return (chosen.Key, chosen.Value);
    }

    private static bool IsOfSite(SiteNetwork network, string? address) =>
        Ipv4.TryParse(address, out var number) && network.Mask.AreTogether(number, network.Gateway);

    private async Task CompareNetworkAsync(List<DriftFinding> findings, string key, NetworkInterfaceSpec spec, CancellationToken cancellationToken)
    {
        var mac = spec.HardwareAddress;
        if (mac is not null && mac != row.MacAddress)
        {
            findings.Add(new DriftFinding(store, Drift(row, node, DriftKind.MacAddress, "MacAddress") with { Ours = row.MacAddress, Theirs = mac })
            {
                Row = row,
                Record = entry => entry.MacAddress = MacAddress.Parse(mac, "MacAddress"),

                // Without a mark the MAC address is the proof whose container it is.
                Apply = IsMarked ? context => SendInterfaceAsync(key, "hwaddr", row.MacAddress, context) : null,
            });
        }

        var (address, isFixed) = await AddressAsync(spec, cancellationToken);
        if (address is null || address == row.Ipv4Address) return;
        var network = SiteService.Network(row.Node.Site);
        var prefix = spec.Ip is { } ip && ip.Contains('/') ? ip[(ip.IndexOf('/') + 1)..] : $"{network.Mask.PrefixLength}";
        findings.Add(new DriftFinding(store, Drift(row, node, DriftKind.Address, "Ipv4Address") with
        {
            Ours = row.Ipv4Address,
            Theirs = address,
            Reason = isFixed ? null : "it gets its address by DHCP",
        })
        {
            Row = row,
            Record = entry =>
            {
                var number = network.ContainerAddress(address, "Ipv4Address");
                (entry.Ipv4Address, entry.Ipv4Number) = (Ipv4.Format(number), number);
            },
            Apply = isFixed ? context => SendInterfaceAsync(key, "ip", $"{row.Ipv4Address}/{prefix}", context) : null,
        });
    }

    private async Task<(string? Address, bool IsFixed)> AddressAsync(NetworkInterfaceSpec spec, CancellationToken cancellationToken)
    {
        if (spec.StaticIpv4() is { } fixedAddress) return (fixedAddress, true);
        if (spec.Ip != "dhcp" || view.Find(row.ContainerId!.Value)?.Status != "running") return (null, false);
        var live = (await view.Client.GetInterfacesAsync(node, row.ContainerId.Value, cancellationToken)).RoutableIpv4Of(spec);
        return (live.Contains(row.Ipv4Address) ? row.Ipv4Address : live.FirstOrDefault(), false);
    }

    private void Compare<T>(
        List<DriftFinding> findings, string field, T ours, T theirs, Action<ContainerEntity> record, string? option, string? value)
    {
        if (EqualityComparer<T>.Default.Equals(ours, theirs)) return;
        findings.Add(new DriftFinding(store, Drift(row, node, DriftKind.Configuration, field) with { Ours = Text(ours), Theirs = Text(theirs) })
        {
            Row = row,
            Record = record,
            Apply = option is null ? null : context => SendAsync(option, there => there.Values.GetValueOrDefault(option), _ => value, context),
        });
    }

    private Task SendInterfaceAsync(string key, string part, string value, IOperationContext context) =>
        SendAsync(key, there => Interface(there, key)?.Parts.GetValueOrDefault(part), there => Interface(there, key)?.With(part, value).ToString(), context);

    private static NetworkInterfaceSpec? Interface(ContainerConfig config, string key) => config.Interfaces.FirstOrDefault(device => device.Key == key).Value;

    // The configuration is read anew, and its digest sent along, so that nobody's change in between is written over.
    private async Task SendAsync(string option, Func<ContainerConfig, string?> compared, Func<ContainerConfig, string?> value, IOperationContext context)
    {
        var token = context.CancellationToken;
        var remote = new RemoteContainer(view.Client, node, row.ContainerId!.Value, TimeSpan.FromMinutes(1), context);
        var state = await remote.LocateOwnAsync(row, token);
        if (compared(state.Config) != compared(config))
        {
            throw new ClusterException(
                ErrorIds.ConcurrencyConflict, ClusterErrorKind.Conflict,
                $"Option {option} of {remote.Label} was changed on Proxmox since it was compared; nothing was sent.",
                $"Compare it again: Sync-ClusterContainer {row.Hostname}.", row.Hostname);
        }

        var set = new Dictionary<string, string>(StringComparer.Ordinal);
        if (value(state.Config) is { } given) set[option] = given;
        await view.Client.UpdateContainerConfigAsync(
            state.Node, row.ContainerId.Value, set, set.Count == 0 ? [option] : null, state.Config.Digest, token);
    }
}
