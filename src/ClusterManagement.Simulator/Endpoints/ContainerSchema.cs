using ClusterManagement.Simulator.Api;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>The parameters of a container, shared by creation and configuration.</summary>
internal static class ContainerSchema
{
    private const string IdMap = @"passthrough|[ug]:[0-9]+:[0-9]+:[1-9][0-9]*(?:;[ug]:[0-9]+:[0-9]+:[1-9][0-9]*)*";
    private const string MountOption = "(?:discard|lazytime|noatime|nodev|noexec|nosuid)";

    public static readonly PropertyFormat Net = new(null,
    [
        Schema.Pattern("name", @"[-_.\w\d]+").Required(),
        Schema.Pattern("bridge", @"[-_.\w\d]+"),
        Schema.Boolean("firewall"),
        Schema.Text("gw", Formats.Ipv4),
        Schema.Text("gw6", Formats.Ipv6),
        Schema.Boolean("host-managed") with { Since = Schema.Version91 },
        Schema.Text("hwaddr", Formats.Mac),
        Schema.Text("ip", Formats.Ipv4Config),
        Schema.Text("ip6", Formats.Ipv6Config),
        Schema.Boolean("link_down"),
        Schema.Integer("mtu", 64, 65535),
        Schema.Number("rate"),
        Schema.Integer("tag", 1, 4094),
        Schema.Pattern("trunks", @"\d+(?:;\d+)*"),
        Schema.OneOf("type", "veth"),
    ]);

    public static readonly PropertyFormat RootFs = new("volume", [.. VolumeParts]);

    public static readonly PropertyFormat MountPoint = new("volume",
    [
        .. VolumeParts,
        Schema.Text("mp", Formats.MountPath).Required(),
        Schema.Boolean("backup"),
        Schema.Boolean("keepattrs") with { Since = Schema.Version92 },
    ]);

    public static readonly PropertyFormat Features = new(null,
    [
        Schema.Boolean("force_rw_sys"),
        Schema.Boolean("fuse"),
        Schema.Boolean("keyctl"),
        Schema.Boolean("mknod"),
        Schema.Pattern("mount", "[a-zA-Z0-9_; ]+"),
        Schema.Boolean("nesting"),
    ]);

    public static readonly IReadOnlyList<Parameter> Config =
    [
        Schema.OneOf("arch", "amd64", "i386", "arm64", "armhf", "riscv32", "riscv64"),
        Schema.OneOf("cmode", "shell", "console", "tty"),
        Schema.Boolean("console"),
        Schema.Integer("cores", 1, 8192),
        Schema.Number("cpulimit", 0, 8192),
        Schema.Integer("cpuunits", 0, 500000),
        Schema.Boolean("debug"),
        Schema.Text("description", max: 8192),
        Schema.Properties("dev", DevicePassthrough) with { Count = 256 },
        Schema.Pattern("entrypoint", @"[^\x00-\x08\x0a-\x1F\x7F]+") with { Since = Schema.Version91 },
        Schema.Pattern("env", @"(?:\w+=[^\x00-\x08\x0a-\x1F\x7F]*)(?:\0\w+=[^\x00-\x08\x0a-\x1F\x7F]*)*") with { Since = Schema.Version91 },
        Schema.Properties("features", Features),
        Schema.Text("hookscript", Formats.VolumeId),
        Schema.Text("hostname", Formats.DnsName, max: 255),
        Schema.OneOf(
            "lock", "backup", "create", "destroyed", "disk", "fstrim", "migrate", "mounted", "rollback", "snapshot", "snapshot-delete"),
        Schema.Integer("memory", 16),
        Schema.Properties("mp", MountPoint) with { Count = 256 },
        Schema.List("nameserver", Formats.NameServer),
        Schema.Properties("net", Net) with { Count = 32 },
        Schema.Boolean("onboot"),
        Schema.OneOf(
            "ostype", "debian", "devuan", "ubuntu", "centos", "fedora", "opensuse", "archlinux", "alpine", "gentoo", "nixos", "unmanaged"),
        Schema.Boolean("protection"),
        Schema.Properties("rootfs", RootFs),
        Schema.List("searchdomain", Formats.DnsName),
        Schema.Text("startup", Formats.Startup),
        Schema.Integer("swap", 0),
        Schema.List("tags", Formats.Tag),
        Schema.Boolean("template"),
        Schema.Text("timezone", Formats.TimeZone),
        Schema.Integer("tty", 0, 6),
        Schema.Boolean("unprivileged"),
        Schema.Properties("unused", UnusedVolume) with { Count = 256 },
    ];

    public static readonly IReadOnlyList<Parameter> Create =
    [
        .. Config,
        Schema.VmId("vmid").Required(),
        Schema.Text("ostemplate", max: 255).Required(),
        Schema.Number("bwlimit", 0),
        Schema.Boolean("force"),
        Schema.Boolean("ha-managed") with { Since = Schema.Version9 },
        Schema.Boolean("ignore-unpack-errors"),
        Schema.Text("password", min: 5),
        Schema.Text("pool"),
        Schema.Boolean("restore"),
        Schema.Text("ssh-public-keys"),
        Schema.Boolean("start"),
        Schema.Text("storage", Formats.StorageId),
        Schema.Boolean("unique") with { Requires = "restore" },
    ];

    public static readonly IReadOnlyList<Parameter> Update =
    [
        .. Config,
        Schema.List("delete"),
        Schema.List("revert"),
        Schema.Text("digest", max: 40),
    ];

    private static readonly HashSet<string> Numbers = Config
        .Where(p => p.Type != ParameterType.Text)
        .Select(p => p.Name)
        .Append("snaptime")
        .ToHashSet();

    private static IEnumerable<Parameter> VolumeParts =>
    [
        Schema.Text("volume", Formats.MountPath).Required(),
        Schema.Boolean("acl"),
        Schema.Pattern("idmap", IdMap) with { Since = Schema.Version92 },
        Schema.Pattern("mountoptions", $"{MountOption}(?:;{MountOption})*"),
        Schema.Boolean("quota"),
        Schema.Boolean("replicate"),
        Schema.Boolean("ro"),
        Schema.Boolean("shared"),
        Schema.Text("size", Formats.DiskSize),
    ];

    private static PropertyFormat UnusedVolume => new("volume", [Schema.Text("volume", Formats.VolumeId).Required()]);

    private static PropertyFormat DevicePassthrough => new("path",
    [
        Schema.Pattern("path", "/dev/.+"),
        Schema.Boolean("deny-write"),
        Schema.Integer("gid", 0),
        Schema.Pattern("mode", "0[0-7]{3}"),
        Schema.Integer("uid", 0),
    ]);

    /// <summary>Whether the API returns the value of a key as a number.</summary>
    public static bool IsNumber(string key) => Numbers.Contains(key);

    public static bool IsKnown(string key) => Config.Any(p => p.IsNamed(key));

    public static bool IsNet(string key) => key.StartsWith("net", StringComparison.Ordinal);
}
