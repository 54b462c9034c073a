using System.Globalization;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>
/// What <c>POST /nodes/{node}/lxc</c> is asked for. Nothing that is null is sent; starting is a step of its own.
/// </summary>
public sealed record ContainerCreateRequest
{
    /// <summary>The container's id, 100 to 999999999.</summary>
    public required int VmId { get; init; }

    /// <summary>The template's volume, for example <c>local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst</c>.</summary>
    public required string OsTemplate { get; init; }

    /// <summary>The host name.</summary>
    public string? Hostname { get; init; }

    /// <summary>Processors; null means all of the node's.</summary>
    public int? Cores { get; init; }

    /// <summary>Memory, in MiB.</summary>
    public long? MemoryMiB { get; init; }

    /// <summary>Swap, in MiB.</summary>
    public long? SwapMiB { get; init; }

    /// <summary>The storage of the root disk; Proxmox takes <c>local</c>, which seldom holds disks, when it is null.</summary>
    public string? RootStorage { get; init; }

    /// <summary>The root disk's size, in GiB; needs <see cref="RootStorage"/>.</summary>
    public int? DiskGiB { get; init; }

    /// <summary>The first network interface.</summary>
    public NetworkInterfaceSpec? Net0 { get; init; }

    /// <summary>The DNS servers, separated by spaces.</summary>
    public string? Nameserver { get; init; }

    /// <summary>The DNS search domain.</summary>
    public string? SearchDomain { get; init; }

    /// <summary>Public SSH keys for root, one a line, in plain text.</summary>
    public string? SshPublicKeys { get; init; }

    /// <summary>The password of root, 5 characters at least. No text this class makes holds it.</summary>
    public string? Password { get; init; }

    /// <summary>Whether root of the container is nobody on the node. Always sent: its default differs between releases.</summary>
    public bool Unprivileged { get; init; } = true;

    /// <summary>Whether containers may run inside. Sent only when true: a token may set no other feature.</summary>
    public bool Nesting { get; init; }

    /// <summary>Whether the container starts with its node.</summary>
    public bool? OnBoot { get; init; }

    /// <summary>The description.</summary>
    public string? Description { get; init; }

    /// <summary>The tags.</summary>
    public IReadOnlyCollection<string>? Tags { get; init; }

    /// <summary>The resource pool.</summary>
    public string? Pool { get; init; }

    /// <summary>Whether <see cref="OsTemplate"/> is a backup that is restored.</summary>
    public bool Restore { get; init; }

    /// <summary>Environment variables of the first process. Proxmox VE 9.1 and later. No text this class makes holds them.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>The command that runs as the first process. Proxmox VE 9.1 and later.</summary>
    public string? Entrypoint { get; init; }

    /// <summary>The parameters in the API's names and form.</summary>
    /// <exception cref="InvalidValueException">A value cannot be sent.</exception>
    public IReadOnlyList<KeyValuePair<string, string>> ToForm()
    {
        if (VmId is < 100 or > 999_999_999)
        {
            throw new InvalidValueException("VmId", VmId, "a number from 100 to 999999999");
        }

        var form = new List<KeyValuePair<string, string>>();
        Add(form, "vmid", Number(VmId));
        Add(form, "ostemplate", OsTemplate);
        Add(form, "hostname", Hostname);
        Add(form, "cores", Number(Cores));
        Add(form, "memory", Number(MemoryMiB));
        Add(form, "swap", Number(SwapMiB));
        Add(form, "storage", RootStorage);
        Add(form, "rootfs", RootFs());
        Add(form, "net0", Net0?.ToString());
        Add(form, "nameserver", Nameserver);
        Add(form, "searchdomain", SearchDomain);
        Add(form, "ssh-public-keys", SshPublicKeys?.Trim());
        Add(form, "password", Password);
        Add(form, "unprivileged", Flag(Unprivileged));
        Add(form, "features", Nesting ? "nesting=1" : null);
        Add(form, "onboot", Flag(OnBoot));
        Add(form, "description", Description);
        Add(form, "tags", Tags is { Count: > 0 } ? string.Join(';', Tags) : null);
        Add(form, "pool", Pool);
        Add(form, "env", ContainerEnvironment.Join(Environment));
        Add(form, "entrypoint", Entrypoint);
        Add(form, "restore", Restore ? "1" : null);

        // Interfaces that are not named here get MAC addresses of their own.
        Add(form, "unique", Restore ? "1" : null);
        return form;
    }

    /// <summary>A short text without secrets.</summary>
    public override string ToString() => $"{VmId} {Hostname} from {OsTemplate}";

    private static void Add(List<KeyValuePair<string, string>> form, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            form.Add(new KeyValuePair<string, string>(name, value));
        }
    }

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Flag(bool? value) => value is null ? null : value.Value ? "1" : "0";

    private string? RootFs()
    {
        if (DiskGiB is null)
        {
            return null;
        }

        return RootStorage is { Length: > 0 } storage && !storage.AsSpan().ContainsAny(",:=")
            ? $"{storage}:{Number(DiskGiB)}"
            : throw new InvalidValueException("RootStorage", RootStorage, "the name of a storage, needed for a disk of a given size");
    }
}
