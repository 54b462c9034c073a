using System.Globalization;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Containers;

/// <summary>
/// How a container's configuration on Proxmox should be; what is not named stays as it is. It is compared with what Proxmox
/// has by parsed values, because Proxmox writes tags, interfaces and descriptions in its own way.
/// </summary>
internal sealed record ConfigWish
{
    // What Proxmox takes when a configuration says nothing.
    private const int DefaultMemory = 512;

    /// <summary>The host name.</summary>
    public string? Hostname { get; init; }

    /// <summary>CPU cores.</summary>
    public int? Cores { get; init; }

    /// <summary>Memory in MiB.</summary>
    public int? Memory { get; init; }

    /// <summary>Swap in MiB.</summary>
    public int? Swap { get; init; }

    /// <summary>The least size of the root disk in GiB.</summary>
    public int? Disk { get; init; }

    /// <summary>Whether it starts with its node.</summary>
    public bool? OnBoot { get; init; }

    /// <summary>The description with the mark.</summary>
    public string? Description { get; init; }

    /// <summary>The tags; an empty list takes them away.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The DNS search domain.</summary>
    public string? SearchDomain { get; init; }

    /// <summary>Makes the first interface what it should be, from what it is.</summary>
    public Func<NetworkInterfaceSpec, NetworkInterfaceSpec>? Network { get; init; }

    /// <summary>The environment variables; null takes them away.</summary>
    public Optional<IReadOnlyDictionary<string, string>?> Environment { get; init; }

    /// <summary>The first command; null takes it away.</summary>
    public Optional<string?> Entrypoint { get; init; }

    /// <summary>What has to be sent.</summary>
    /// <param name="config">What Proxmox has.</param>
    /// <exception cref="InvalidValueException">The disk would have to shrink.</exception>
    public ConfigDifference Against(ContainerConfig config)
    {
        var set = new Dictionary<string, string>(StringComparer.Ordinal);
        var delete = new List<string>();
        if (Hostname is { } hostname && hostname != config.Hostname) set["hostname"] = hostname;
        if (SearchDomain is { } domain && domain != config.SearchDomain) set["searchdomain"] = domain;
        AddNumber(set, "cores", Cores, config.Cores);
        AddNumber(set, "memory", Memory, config.MemoryMiB ?? DefaultMemory);
        AddNumber(set, "swap", Swap, config.SwapMiB ?? DefaultMemory);
        if (OnBoot is { } onBoot && onBoot != config.StartsOnBoot) set["onboot"] = onBoot ? "1" : "0";
        if (Description is { } description && Lines(description) != Lines(config.Description)) set["description"] = description;
        if (Tags is { } tags && !config.Tags.SetEquals(tags)) SetOrDelete("tags", tags.Count == 0 ? null : string.Join(';', tags));
        if (Network is not null) AddNetwork(set, config);
        if (Environment.IsGiven && ContainerEnvironment.Join(Environment.Value) is var variables && variables != ContainerEnvironment.Join(config.Environment))
        {
            SetOrDelete("env", variables);
        }

        if (Entrypoint.IsGiven && Entrypoint.Value != config.Entrypoint) SetOrDelete("entrypoint", Entrypoint.Value);
        return new ConfigDifference(set, delete, Growth(config));

        void SetOrDelete(string option, string? value)
        {
            if (value is not null) set[option] = value;
            else if (config.Values.ContainsKey(option)) delete.Add(option);
        }
    }

    private static void AddNumber(Dictionary<string, string> set, string option, int? wanted, long? present)
    {
        if (wanted is { } value && value != present) set[option] = value.ToString(CultureInfo.InvariantCulture);
    }

    private static string Lines(string? text) => (text ?? string.Empty).ReplaceLineEndings("\n").Trim();

    private void AddNetwork(Dictionary<string, string> set, ContainerConfig config)
    {
        if (config.Net0 is null && config.Values.TryGetValue("net0", out var text))
        {
            throw new ClusterException(
                ErrorIds.RemoteApiError, ClusterErrorKind.RemoteApi,
                $"The interface net0 of container {config.Hostname} cannot be read: '{text}'.", "Mend it on Proxmox.", config.Hostname);
        }

        var wanted = Network!(config.Net0 ?? new NetworkInterfaceSpec());
        if (!wanted.Equals(config.Net0)) set["net0"] = wanted.ToString();
    }

    private int? Growth(ContainerConfig config)
    {
        if (Disk is not { } wanted || config.RootGiB is not { } present || wanted == present) return null;
        return wanted > present ? wanted : throw Shrink(wanted, present);
    }

    /// <summary>Says that a disk cannot shrink.</summary>
    /// <param name="wanted">The size that was asked for, in GiB.</param>
    /// <param name="present">The size it has.</param>
    public static InvalidValueException Shrink(int wanted, int present) =>
        new("Disk", wanted, $"{present} or more GiB, since the root disk has {present} and Proxmox shrinks no disk");
}
