using System.Text.RegularExpressions;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>
/// Options that Proxmox takes from root@pam with its password only. A token of root is not root, and finds that out by a bare
/// 403 or 400; so such a request is not sent at all, and the error says which option it is.
/// </summary>
internal static partial class RootOnlyOptions
{
    private static readonly string[] BackupOptions = ["tmpdir", "dumpdir", "script", "job-id"];

    /// <summary>Refuses a request that has such an option and is not made by root@pam.</summary>
    /// <param name="request">The request.</param>
    /// <param name="endpoint">Where it is going, and who asks.</param>
    /// <exception cref="RemoteApiException"><c>PermissionDenied</c>.</exception>
    internal static void Refuse(ApiRequest request, ProxmoxEndpoint endpoint)
    {
        if (endpoint.IsRoot || request.Method == HttpMethod.Get || Find(request) is not var (option, what)) return;
        var node = endpoint.Node ?? request.Path.Node ?? endpoint.Authority;
        var why = endpoint.IsToken && endpoint.UserOrTokenId.StartsWith("root@pam!", StringComparison.Ordinal)
            ? $"{endpoint.UserOrTokenId} is a token, and to Proxmox a token of root is not root"
            : $"{endpoint.UserOrTokenId} is not root@pam";
        throw new RemoteApiException(
            ErrorIds.PermissionDenied,
            ClusterErrorKind.Permission,
            $"{what} ({option}) can be set by root@pam with its password only: {why}. {request.Shown} was not sent.",
            $"Leave it out, set it on the node itself with pct, or let the module log in as root: Set-ClusterNode {node} -Credential root@pam.",
            endpoint.Authority)
        {
            Request = request.Shown,
        };
    }

    private static (string Option, string What)? Find(ApiRequest request)
    {
        var options = request.Parameters.ToLookup(parameter => parameter.Key, parameter => parameter.Value);
        if (options.Contains("skiplock")) return ("skiplock", "Acting on a locked container");
        if (request.Path.Fits("/nodes/*/vzdump"))
        {
            return Array.Find(BackupOptions, options.Contains) is { } option ? (option, "This option of backups") : null;
        }

        if (!request.Path.Fits("/nodes/*/lxc") && !request.Path.Fits("/nodes/*/lxc/*/config")) return null;
        var isPrivileged = options["unprivileged"].Contains("0");
        foreach (var (name, value) in request.Parameters)
        {
            var what = name switch
            {
                "hookscript" => "A hook script",
                "ostemplate" when value.StartsWith('/') => "A template by its path",
                "features" => Feature(value, isPrivileged),
                _ when Mount().IsMatch(name) && Volume(value).StartsWith("/dev/", StringComparison.Ordinal) => "A device as a disk",
                _ when Mount().IsMatch(name) && Volume(value).StartsWith('/') => "A directory of the node as a mount point",
                _ when Device().IsMatch(name) => "A device of the node",
                _ => null,
            };
            if (what is not null) return (name, what);
        }

        return null;
    }

    private static string? Feature(string value, bool isPrivileged)
    {
        var names = value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')[0].Trim()).ToList();
        if (isPrivileged && names.Count > 0) return $"The feature {names[0]} of a privileged container";
        return names.Find(name => name != "nesting") is { } feature ? $"The feature {feature}" : null;
    }

    private static string Volume(string value)
    {
        const string key = "volume=";
        var first = value.Split(',').FirstOrDefault(part => part.StartsWith(key, StringComparison.Ordinal) || !part.Contains('=')) ?? string.Empty;
        return first.StartsWith(key, StringComparison.Ordinal) ? first[key.Length..] : first;
    }

    [GeneratedRegex(@"\A(?:rootfs|mp\d+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Mount();

    [GeneratedRegex(@"\Adev\d+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Device();
}
