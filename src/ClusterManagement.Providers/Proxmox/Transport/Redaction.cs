using System.Text.RegularExpressions;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>Keeps secrets out of messages and traces.</summary>
internal static partial class Redaction
{
    private const int LongestValue = 160;

    /// <summary>Replaces known secrets, and whatever looks like a ticket or a token, wherever they stand.</summary>
    internal static string Scrub(string text, IEnumerable<string> secrets)
    {
        var clean = text;
        foreach (var secret in secrets.Where(s => s.Length > 0).OrderByDescending(s => s.Length))
        {
            clean = Replace(Replace(clean, secret), Uri.EscapeDataString(secret));
        }

        return Credential().Replace(clean, "***");
    }

    internal static string OneLine(string value)
    {
        var line = string.Concat(value.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= LongestValue ? line : string.Concat(line.AsSpan(0, LongestValue), "...");
    }

    // A short secret may be part of an ordinary word; only whole words are secrets then.
    private static string Replace(string text, string secret) =>
        secret.Length >= 6
            ? text.Replace(secret, "***", StringComparison.Ordinal)
            : Regex.Replace(text, $@"(?<!\w){Regex.Escape(secret)}(?!\w)", "***", RegexOptions.CultureInvariant);

    [GeneratedRegex(
        @"PVE(?:API|Auth)?:[^\s""']*::[A-Za-z0-9+/=%]+|(?<=PVEAPIToken=[^\s=]{1,200}=)\S+|(?<=PVEAuthCookie=)\S+",
        RegexOptions.CultureInvariant)]
    private static partial Regex Credential();
}
