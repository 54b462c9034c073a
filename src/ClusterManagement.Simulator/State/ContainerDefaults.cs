using System.Globalization;

namespace ClusterManagement.Simulator.State;

/// <summary>What a container has when nobody says otherwise.</summary>
internal static class ContainerDefaults
{
    public const long RootSize = 4L << 30;
    public const int Memory = 512;

    private static readonly string[] KnownSystems =
        ["debian", "devuan", "ubuntu", "centos", "fedora", "opensuse", "archlinux", "alpine", "gentoo", "nixos"];

    public static Dictionary<string, string> For(int vmId) => new()
    {
        ["arch"] = "amd64",
        ["hostname"] = string.Create(CultureInfo.InvariantCulture, $"CT{vmId}"),
        ["memory"] = Memory.ToString(CultureInfo.InvariantCulture),
        ["ostype"] = "debian",
        ["swap"] = "512",
        ["unprivileged"] = "1",
    };

    /// <summary>The system in a template, by its name.</summary>
    public static string SystemOf(string template)
    {
        var file = template[(template.LastIndexOf('/') + 1)..];
        return Array.Find(KnownSystems, file.StartsWith) ?? "unmanaged";
    }
}
