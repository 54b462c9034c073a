using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ClusterManagement.Simulator.Api;

/// <summary>The named formats of the schema. Each throws a <see cref="FormatException"/> with Proxmox VE's wording.</summary>
internal static partial class Formats
{
    private static readonly HashSet<string> ContentTypes = ["images", "rootdir", "vztmpl", "iso", "backup", "snippets", "import", "none"];

    public static void VmId(string text) => Check(VmIdText().IsMatch(text), "value does not look like a valid VM ID\n");

    public static void DnsName(string text) => Check(DnsNameText().IsMatch(text), "value does not look like a valid DNS name\n");

    public static void Tag(string text) => Check(TagText().IsMatch(text), "invalid characters in tag\n");

    public static void TimeZone(string text) =>
        Check(
            text == "host" || (!text.Contains(' ') && TimeZoneInfo.TryFindSystemTimeZoneById(text, out _)),
            $"invalid time zone '{text}'\n");

    public static void ConfigId(string text) => Check(ConfigIdText().IsMatch(text), $"invalid configuration ID '{text}'\n");

    public static void StorageId(string text) => Check(StorageIdText().IsMatch(text), $"storage ID '{text}' contains illegal characters\n");

    public static void Node(string text) => Check(NodeText().IsMatch(text), "value does not look like a valid node name\n");

    public static void Mac(string text) =>
        Check(MacText().IsMatch(text), "value does not look like a valid unicast MAC address\n");

    public static void Ipv4(string text) =>
        Check(IsAddress(text, AddressFamily.InterNetwork), "value does not look like a valid IPv4 address\n");

    public static void Ipv6(string text) =>
        Check(IsAddress(text, AddressFamily.InterNetworkV6), "value does not look like a valid IPv6 address\n");

    public static void Ipv4Config(string text) => Check(
        text is "dhcp" or "manual" || IsNetwork(text, AddressFamily.InterNetwork, 32),
        "value does not look like a valid ipv4 network configuration\n");

    public static void Ipv6Config(string text) => Check(
        text is "auto" or "dhcp" or "manual" || IsNetwork(text, AddressFamily.InterNetworkV6, 128),
        "value does not look like a valid ipv6 network configuration\n");

    public static void NameServer(string text)
    {
        var address = text.Split('%')[0];
        Check(
            text == "host" || IsAddress(address, AddressFamily.InterNetwork) || IsAddress(address, AddressFamily.InterNetworkV6),
            "value does not look like a valid IP address or a valid link-local IPv6 address\n");
    }

    public static void DiskSize(string text) =>
        Check(DiskSizeText().IsMatch(text), $"value does not look like a valid disk size: {text}\n");

    public static void MountPath(string text) => Check(
        !text.Split('/').Contains("..") && !text.Contains("/./", StringComparison.Ordinal),
        $"{text} contains invalid path components\n");

    public static void VolumeId(string text) => Check(VolumeIdText().IsMatch(text), $"unable to parse volume ID '{text}'\n");

    public static void StorageContent(string text) => Check(ContentTypes.Contains(text), $"invalid content type '{text}'\n");

    public static void Startup(string text) => Check(StartupText().IsMatch(text), "unable to parse startup options\n");

    public static void TaskStatus(string text) =>
        Check(text is "ok" or "error" or "warning" or "unknown", $"invalid status '{text}'\n");

    public static void UserId(string text) => Check(UserIdText().IsMatch(text), $"value '{text}' does not look like a valid user name\n");

    private static void Check(bool valid, string message)
    {
        if (!valid)
            throw new FormatException(message);
    }

    private static bool IsAddress(string text, AddressFamily family) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == family
        && (family != AddressFamily.InterNetwork || text.Count(c => c == '.') == 3);

    private static bool IsNetwork(string text, AddressFamily family, int bits) =>
        text.Split('/') is [var address, var prefix] && IsAddress(address, family)
        && int.TryParse(prefix, out var length) && length > 0 && length <= bits;

    [GeneratedRegex(@"^[1-9][0-9]{2,8}$")]
    private static partial Regex VmIdText();

    [GeneratedRegex(@"^(?=.{1,255}$)([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$")]
    private static partial Regex DnsNameText();

    [GeneratedRegex(@"^[a-z0-9_][a-z0-9_\-\+\.]*$", RegexOptions.IgnoreCase)]
    private static partial Regex TagText();

    [GeneratedRegex(@"^[a-z][a-z0-9_-]+$", RegexOptions.IgnoreCase)]
    private static partial Regex ConfigIdText();

    [GeneratedRegex(@"^[a-z][a-z0-9\-_.]*[a-z0-9]$", RegexOptions.IgnoreCase)]
    private static partial Regex StorageIdText();

    [GeneratedRegex(@"^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$")]
    private static partial Regex NodeText();

    [GeneratedRegex(@"^[0-9a-f][02468ace](:[0-9a-f]{2}){5}$", RegexOptions.IgnoreCase)]
    private static partial Regex MacText();

    [GeneratedRegex(@"^\d+(\.\d+)?[KMGT]?$")]
    private static partial Regex DiskSizeText();

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z0-9\-_.]*[a-zA-Z0-9]:.+$")]
    private static partial Regex VolumeIdText();

    [GeneratedRegex(@"^((order=)?\d+|up=\d+|down=\d+)(,((order=)?\d+|up=\d+|down=\d+))*$")]
    private static partial Regex StartupText();

    [GeneratedRegex(@"^[^\s:/]+@[A-Za-z][A-Za-z0-9.\-_]+$")]
    private static partial Regex UserIdText();
}
