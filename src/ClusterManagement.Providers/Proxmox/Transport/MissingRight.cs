using System.Text.RegularExpressions;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>Says what to do about a right that is missing.</summary>
internal static partial class MissingRight
{
    /// <summary>The advice for an answer 403.</summary>
    /// <param name="endpoint">Who asked.</param>
    /// <param name="text">What Proxmox said, such as <c>Permission check failed (/vms/100, VM.Audit)</c>.</param>
    internal static string Advice(ProxmoxEndpoint endpoint, string text)
    {
        if (text.Contains("only allowed for root@pam", StringComparison.Ordinal) || text.Contains("Only root", StringComparison.Ordinal))
        {
            return "Only root@pam with its password may do that; a token of root is not root. Do it on the node itself, or give the node that login.";
        }

        var match = Scope().Match(text);
        var right = match.Success ? $"{match.Groups["right"].Value} on {match.Groups["path"].Value}" : "the missing privilege";
        if (!endpoint.IsToken)
        {
            return $"Grant {endpoint.UserOrTokenId} {right}: Datacenter, Permissions, Add, User Permission.";
        }

        var path = match.Success ? match.Groups["path"].Value : "/";
        return $"Grant {right} to the token itself: pveum acl modify {path} --tokens '{endpoint.UserOrTokenId}' --roles <role>. "
            + "A token is made with privilege separation unless told otherwise: then the rights of its user do not count for it, and it begins with none.";
    }

    [GeneratedRegex(@"\((?<path>/[^,\s]*),\s*(?<right>[A-Za-z.|, ]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Scope();
}
