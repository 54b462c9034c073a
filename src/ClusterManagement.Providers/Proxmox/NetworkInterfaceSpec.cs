using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>
/// A container's network interface, the value of <c>net0</c> and its likes: <c>name=eth0,bridge=vmbr0,ip=dhcp</c>.
/// Proxmox reorders the parts and adds some, so interfaces are compared by their parts, never as text.
/// </summary>
public sealed class NetworkInterfaceSpec : IEquatable<NetworkInterfaceSpec>
{
    private static readonly FrozenSet<string> Switches = FrozenSet.Create(StringComparer.Ordinal, "firewall", "link_down", "host-managed");
    private static readonly string[] Order = ["name", "bridge", "hwaddr", "ip", "gw", "ip6", "gw6", "tag", "firewall"];

    private readonly SortedDictionary<string, string> _parts = new(StringComparer.Ordinal);

    /// <summary>Creates an interface called <c>eth0</c>.</summary>
    public NetworkInterfaceSpec() => Name = "eth0";

    private NetworkInterfaceSpec(IEnumerable<KeyValuePair<string, string>> parts)
    {
        foreach (var (key, value) in parts)
        {
            _parts[key] = value;
        }
    }

    /// <summary>The name inside the container; Proxmox demands one.</summary>
    public string Name
    {
        get => Get("name") ?? string.Empty;
        init => Set("name", value);
    }

    /// <summary>The node's bridge, for example <c>vmbr0</c>.</summary>
    public string? Bridge
    {
        get => Get("bridge");
        init => Set("bridge", value);
    }

    /// <summary>The MAC address; Proxmox chooses one when it is null.</summary>
    public string? HardwareAddress
    {
        get => Get("hwaddr");
        init => Set("hwaddr", value?.ToUpperInvariant());
    }

    /// <summary>The IPv4 address with its prefix length, or <c>dhcp</c>, or <c>manual</c>.</summary>
    public string? Ip
    {
        get => Get("ip");
        init => Set("ip", value);
    }

    /// <summary>The IPv4 gateway.</summary>
    public string? Gateway
    {
        get => Get("gw");
        init => Set("gw", value);
    }

    /// <summary>The VLAN's number.</summary>
    public int? Tag
    {
        get => int.TryParse(Get("tag"), NumberStyles.None, CultureInfo.InvariantCulture, out var tag) ? tag : null;
        init => Set("tag", value?.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Whether the node's firewall filters the interface.</summary>
    public bool Firewall
    {
        get => Get("firewall") is "1";
        init => Set("firewall", value ? "1" : null);
    }

    /// <summary>The highest rate in MB/s; null does not limit it.</summary>
    public double? Rate
    {
        get => double.TryParse(Get("rate"), NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) ? rate : null;
        init => Set("rate", value?.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Every part by its name in the API, also those this class has no property for.</summary>
    public IReadOnlyDictionary<string, string> Parts => _parts.AsReadOnly();

    /// <summary>Reads an interface.</summary>
    /// <param name="text">The value of <c>netN</c>.</param>
    /// <exception cref="InvalidValueException">The text is not an interface.</exception>
    public static NetworkInterfaceSpec Parse(string text) =>
        TryParse(text, out var spec)
            ? spec
            : throw new InvalidValueException("Net", text, "key=value pairs separated by commas, name= among them");

    /// <summary>Reads an interface if the text is one.</summary>
    /// <param name="text">The value of <c>netN</c>.</param>
    /// <param name="spec">The interface.</param>
    /// <returns>False when the text is something else.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out NetworkInterfaceSpec? spec)
    {
        spec = null;
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in (text ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = pair.IndexOf('=');
            if (equals <= 0 || !parts.TryAdd(pair[..equals], Normalise(pair[..equals], pair[(equals + 1)..])))
            {
                return false;
            }
        }

        if (!parts.ContainsKey("name"))
        {
            return false;
        }

        spec = new NetworkInterfaceSpec(parts);
        return true;
    }

    /// <summary>The same interface with one part set or, with null, taken away.</summary>
    /// <param name="part">The part's name in the API, for example <c>mtu</c>.</param>
    /// <param name="value">Its value.</param>
    public NetworkInterfaceSpec With(string part, string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(part);
        var copy = new NetworkInterfaceSpec(_parts);
        copy.Set(part, value is null ? null : Normalise(part, value));
        return copy;
    }

    /// <summary>
    /// Whether an interface read from Proxmox has everything this one asks for. What Proxmox adds by itself, such as a
    /// MAC address nobody asked for, makes no difference; a switch that is off equals one that is absent.
    /// </summary>
    /// <param name="actual">The interface Proxmox has.</param>
    public bool IsSatisfiedBy(NetworkInterfaceSpec? actual)
    {
        if (actual is null)
        {
            return false;
        }

        var has = actual.Significant();
        var wants = Significant();
        return wants.All(part => has.TryGetValue(part.Key, out var value) && value == part.Value)
            && Switches.All(name => wants.ContainsKey(name) == has.ContainsKey(name));
    }

    /// <inheritdoc />
    public bool Equals(NetworkInterfaceSpec? other) => other is not null && Canonical() == other.Canonical();

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as NetworkInterfaceSpec);

    /// <inheritdoc />
    public override int GetHashCode() => Canonical().GetHashCode(StringComparison.Ordinal);

    /// <summary>The text Proxmox takes.</summary>
    public override string ToString() =>
        string.Join(',', _parts.OrderBy(part => Array.IndexOf(Order, part.Key) is >= 0 and var place ? place : Order.Length)
            .ThenBy(part => part.Key, StringComparer.Ordinal)
            .Select(part => $"{part.Key}={part.Value}"));

    // Proxmox writes 1.50 as it was sent; to compare, one spelling will do.
    private static string Normalise(string key, string value) => key switch
    {
        "hwaddr" => value.ToUpperInvariant(),
        "rate" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) => rate.ToString(CultureInfo.InvariantCulture),
        _ => value,
    };

    private string Canonical() => string.Join(',', Significant().Select(part => $"{part.Key}={part.Value}"));

    // Proxmox adds the only type there is, and leaves out switches that are off.
    private SortedDictionary<string, string> Significant()
    {
        var parts = new SortedDictionary<string, string>(_parts, StringComparer.Ordinal);
        foreach (var name in Switches.Where(name => parts.GetValueOrDefault(name) == "0"))
        {
            parts.Remove(name);
        }

        if (parts.GetValueOrDefault("type") == "veth")
        {
            parts.Remove("type");
        }

        return parts;
    }

    private string? Get(string part) => _parts.GetValueOrDefault(part);

    private void Set(string part, string? value)
    {
        if (value is null)
        {
            _parts.Remove(part);
            return;
        }

        if (value.Length == 0 || value.Any(c => c is ',' or '=' || char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            throw new InvalidValueException("Net." + part, value, "a text without commas, equals signs and spaces");
        }

        _parts[part] = value;
    }
}
