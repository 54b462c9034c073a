using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>What this module's commands call the parameters of the API.</summary>
internal static partial class ParameterNames
{
    private static readonly FrozenDictionary<string, string> Ours = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["vmid"] = "-ContainerId",
        ["newid"] = "-ContainerId",
        ["ostemplate"] = "-Template",
        ["hostname"] = "-Hostname",
        ["cores"] = "-Cores",
        ["memory"] = "-Memory",
        ["swap"] = "-Swap",
        ["storage"] = "-Storage",
        ["target-storage"] = "-Storage",
        ["rootfs"] = "-Disk",
        ["size"] = "-Disk",
        ["net"] = "-Bridge, -Ipv4Address, -MacAddress",
        ["net.bridge"] = "-Bridge",
        ["net.ip"] = "-Ipv4Address",
        ["net.hwaddr"] = "-MacAddress",
        ["ssh-public-keys"] = "-SshPublicKey",
        ["password"] = "-Password",
        ["unprivileged"] = "-Privileged",
        ["features"] = "-Nesting",
        ["features.nesting"] = "-Nesting",
        ["onboot"] = "-OnBoot",
        ["description"] = "-Description",
        ["tags"] = "-Tags",
        ["env"] = "-Environment",
        ["entrypoint"] = "-Entrypoint",
        ["target"] = "-Node",
        ["node"] = "-Node",
        ["snapname"] = "-Name",
        ["timeout"] = "-Timeout",
        ["url"] = "-Url",
        ["reference"] = "-Image",
        ["mode"] = "-Mode",
        ["compress"] = "-Compression",
        ["username"] = "-Credential",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The name of the command's parameter, or null when no command has one.</summary>
    /// <param name="name">The parameter's name in the API, such as <c>net0</c>, or that of one of its parts, <c>net0.ip</c>.</param>
    internal static string? Of(string name) => Ours.GetValueOrDefault(Number().Replace(name, string.Empty));

    /// <summary>An entry of an error's <c>errors</c>, with the command's name for the parameter before that of the API.</summary>
    /// <param name="name">The parameter's name in the API.</param>
    /// <param name="text">What is wrong with it; where it names parts of the parameter, these get their names too.</param>
    internal static string Shown(string name, string text)
    {
        var parts = Part().Replace(text, match => Of(match.Groups["part"].Value) is { } ours ? $"{ours} ({match.Groups["part"].Value}):" : match.Value);
        return Of(name) is { } known ? $"{known} ({name}): {parts}" : $"{name}: {parts}";
    }

    [GeneratedRegex(@"(?<=^[a-z]+)\d+(?=\.|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<=; )(?<part>[a-z]+\d*\.[a-z0-9-]+):", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
