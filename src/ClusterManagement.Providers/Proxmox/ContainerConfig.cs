using System.Globalization;
using System.Text.Json;
using ClusterManagement.Providers.Proxmox.Json;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>A container's configuration, from <c>GET /nodes/{node}/lxc/{vmid}/config</c>.</summary>
public sealed class ContainerConfig
{
    /// <summary>Reads a configuration.</summary>
    /// <param name="values">The options by their names in the API.</param>
    public ContainerConfig(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
        Interfaces = [.. ReadInterfaces(values)];
        Net0 = NetworkInterfaceSpec.TryParse(Text("net0"), out var net0) ? net0 : null;
        Tags = SeparatedListConverter.Split(Text("tags")).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Every option as Proxmox has it, by its name in the API.</summary>
    public IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>The host name.</summary>
    public string? Hostname => Text("hostname");

    /// <summary>The first network interface; null when there is none or it cannot be read (then see <see cref="Values"/>).</summary>
    public NetworkInterfaceSpec? Net0 { get; }

    /// <summary>Every network interface that can be read, by its name in the API, in the order of their numbers.</summary>
    public IReadOnlyList<KeyValuePair<string, NetworkInterfaceSpec>> Interfaces { get; }

    /// <summary>The tags; Proxmox keeps them in lower case and sorted.</summary>
    public IReadOnlySet<string> Tags { get; }

    /// <summary>The description without the final newline Proxmox adds.</summary>
    public string? Description => Text("description")?.Trim();

    /// <summary>The operation that holds the container, for example <c>create</c> or <c>backup</c>.</summary>
    public string? Lock => Text("lock");

    /// <summary>The version of the configuration; hand it back with a change so that no other change is overwritten.</summary>
    public string? Digest => Text("digest");

    /// <summary>Processors; null means all of the node's.</summary>
    public int? Cores => (int?)Number("cores");

    /// <summary>Memory, in MiB.</summary>
    public long? MemoryMiB => Number("memory");

    /// <summary>Swap, in MiB.</summary>
    public long? SwapMiB => Number("swap");

    /// <summary>The root disk, for example <c>local-lvm:vm-100-disk-0,size=8G</c>.</summary>
    public string? RootFs => Text("rootfs");

    /// <summary>The root disk's size in GiB, rounded up; null when it is not known.</summary>
    public int? RootGiB => DiskSize.Of(RootFs) is { } bytes ? (int)((bytes + DiskSize.GiB - 1) / DiskSize.GiB) : null;

    /// <summary>The disks, by their names in the API: <c>rootfs</c>, <c>mp0</c> and so on.</summary>
    public IEnumerable<KeyValuePair<string, string>> Disks =>
        Values.Where(option => option.Key == "rootfs" || (option.Key.StartsWith("mp", StringComparison.Ordinal) && char.IsAsciiDigit(option.Key[^1])));

    /// <summary>The environment variables of the first process.</summary>
    public IReadOnlyDictionary<string, string> Environment => ContainerEnvironment.Split(Text("env"));

    /// <summary>The command that runs as the first process.</summary>
    public string? Entrypoint => Text("entrypoint");

    /// <summary>True for a template, of which containers are cloned and which is never started.</summary>
    public bool IsTemplate => Text("template") == "1";

    /// <summary>The operating system's family, for example <c>debian</c>.</summary>
    public string? OsType => Text("ostype");

    /// <summary>True when root of the container is nobody on the node.</summary>
    public bool IsUnprivileged => Text("unprivileged") == "1";

    /// <summary>True when the container starts with its node.</summary>
    public bool StartsOnBoot => Text("onboot") == "1";

    /// <summary>The DNS servers, separated by spaces.</summary>
    public string? Nameserver => Text("nameserver");

    /// <summary>The DNS search domain.</summary>
    public string? SearchDomain => Text("searchdomain");

    /// <summary>Reads a configuration as the node's file and a backup hold it: a line each, up to the first section.</summary>
    /// <param name="text">The file.</param>
    internal static ContainerConfig ParseFile(string text)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').TakeWhile(line => !line.StartsWith('[')))
        {
            var colon = line.IndexOf(':');
            if (colon > 0 && line[0] != '#') values[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }

        return new ContainerConfig(values);
    }

    internal static ContainerConfig Read(Dictionary<string, JsonElement> options)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in options.Where(option => option.Value.ValueKind != JsonValueKind.Null))
        {
            values[name] = value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.True => "1",
                JsonValueKind.False => "0",
                _ => value.GetRawText(),
            };
        }

        return new ContainerConfig(values);
    }

    private static IEnumerable<KeyValuePair<string, NetworkInterfaceSpec>> ReadInterfaces(IReadOnlyDictionary<string, string> values)
    {
        var numbered = values
            .Where(value => value.Key.StartsWith("net", StringComparison.Ordinal))
            .Select(value => (value.Key, Number: int.TryParse(value.Key.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1))
            .Where(value => value.Number >= 0)
            .OrderBy(value => value.Number);
        foreach (var (key, _) in numbered)
        {
            if (NetworkInterfaceSpec.TryParse(values[key], out var spec)) yield return KeyValuePair.Create(key, spec);
        }
    }

    private string? Text(string option) => Values.TryGetValue(option, out var value) && value.Length > 0 ? value : null;

    private long? Number(string option) =>
        long.TryParse(Text(option), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
