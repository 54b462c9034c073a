using System.Text.RegularExpressions;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>
/// What came to the API after 8.0, the oldest release this client speaks to: an endpoint, a parameter, or a part of a parameter
/// such as <c>host-managed</c> of <c>net0</c>. This is the only table of releases; a test holds it against the official schema.
/// </summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path's shape, a star for each variable segment.</param>
/// <param name="Parameter">The parameter's name without its number; null for the endpoint itself.</param>
/// <param name="Part">The part of the parameter; null for the whole of it.</param>
/// <param name="Major">The release's first number.</param>
/// <param name="Minor">The release's second number.</param>
/// <param name="What">What it is, at the start of a sentence.</param>
internal sealed partial record NewerOption(string Method, string Path, string? Parameter, string? Part, int Major, int Minor, string What)
{
    private const string Create = "/nodes/*/lxc";
    private const string Config = "/nodes/*/lxc/*/config";

    internal static IReadOnlyList<NewerOption> All { get; } =
    [
        .. OfContainers("env", null, 9, 1, "Environment variables of a container (-Environment)"),
        .. OfContainers("entrypoint", null, 9, 1, "The entry point of a container (-Entrypoint)"),
        .. OfContainers("net", "host-managed", 9, 1, "An interface that the node manages"),
        .. OfContainers("rootfs", "idmap", 9, 2, "An id map of a disk"),
        .. OfContainers("mp", "idmap", 9, 2, "An id map of a disk"),
        .. OfContainers("mp", "keepattrs", 9, 2, "Keeping the attributes of a mount point"),
        new("POST", Create, "ha-managed", null, 9, 1, "High availability from the start"),
        new("GET", "/nodes/*/lxc/*/migrate", null, null, 9, 1, "Asking where a container may move"),
        new("GET", "/nodes/*/query-oci-repo-tags", null, null, 9, 1, "Listing the tags of an image"),
        new("POST", "/nodes/*/storage/*/oci-registry-pull", null, null, 9, 1, "Pulling an image from a registry"),
    ];

    /// <summary>True when a request uses it.</summary>
    /// <param name="request">The request.</param>
    internal bool IsIn(ApiRequest request) => request.Method.Method == Method && request.Path.Fits(Path)
        && (Parameter is null || request.Parameters.Any(parameter => IsIn(parameter)));

    /// <summary>True when a parameter is it or has it.</summary>
    /// <param name="parameter">The parameter.</param>
    internal bool IsIn(KeyValuePair<string, string> parameter) => Number().Replace(parameter.Key, string.Empty) == Parameter
        && (Part is null || Parts(parameter.Value).Any(part => part.StartsWith(Part + "=", StringComparison.Ordinal)));

    /// <summary>True when the value is what every release does by itself, so that it can be left away.</summary>
    /// <param name="parameter">The parameter.</param>
    internal bool IsDefault(KeyValuePair<string, string> parameter) =>
        (Part is null ? parameter.Value : Parts(parameter.Value).First(part => part.StartsWith(Part + "=", StringComparison.Ordinal))[(Part.Length + 1)..])
        is "" or "0";

    /// <summary>The parameter without it; null when nothing is left.</summary>
    /// <param name="parameter">The parameter.</param>
    internal KeyValuePair<string, string>? Without(KeyValuePair<string, string> parameter) => Part is null
        ? null
        : new(parameter.Key, string.Join(',', Parts(parameter.Value).Where(part => !part.StartsWith(Part + "=", StringComparison.Ordinal))));

    private static IEnumerable<NewerOption> OfContainers(string parameter, string? part, int major, int minor, string what) =>
        [new("POST", Create, parameter, part, major, minor, what), new("PUT", Config, parameter, part, major, minor, what)];

    private static string[] Parts(string value) => value.Split(',', StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"(?<=\A(?:net|mp))\d+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
